@echo off
rem Latent Studio. Finds a JDK 25, builds on first use and after changes, then runs.
rem
rem   studio                 open the window
rem   studio test [...]      build and run every test (further words go to Maven)
rem   studio COMMAND ...     the command line: studio --help
rem
rem Environment: JAVA_HOME (a JDK 25), STUDIO_JAVA_OPTS (further flags for the JVM),
rem PYTORCH_LIBRARY_PATH, PYTORCH_VERSION, PYTORCH_FLAVOR (an installed PyTorch: see README, "GPU").
rem What it builds lies in .studio\ beside this file; deleting that folder is always safe.
setlocal EnableExtensions DisableDelayedExpansion
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "WORK=%ROOT%\.studio"

call :find_jdk
if not defined JDK goto no_jdk
if /i "%~1"=="test" goto test

call :is_stale
if not defined STALE goto run
call :build
if errorlevel 1 exit /b 1

:run
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
call :read_launch
set "FOLDER=%WORK%\%BUILD%"
set "FLAGS=-XX:+UseSerialGC -Xlog:disable -Xlog:all=error:stderr"
set "CACHE=%FOLDER%\start.aot"
if "%~1"=="make-start-cache" goto make_start_cache
if exist "%CACHE%" goto run_cached
md "%FOLDER%\cache.tried" 2>nul && start "" /b /low cmd /c ""%~f0" make-start-cache" >nul 2>&1
"%JDK%\bin\java.exe" %FLAGS% %STUDIO_JAVA_OPTS% "@%FOLDER%\launch.args" studio.latent.app.Main %*
exit /b %ERRORLEVEL%

:run_cached
"%JDK%\bin\java.exe" %FLAGS% "-XX:AOTCache=%CACHE%" %STUDIO_JAVA_OPTS% "@%FOLDER%\launch.args" studio.latent.app.Main %*
exit /b %ERRORLEVEL%

rem Loaded and linked classes, kept by the JVM for a quicker start. Made once a build, in the background and at a low
rem priority, by drawing the window once without a display; a start without it is only slower.
:make_start_cache
"%JDK%\bin\java.exe" %FLAGS% "-XX:AOTCacheOutput=%CACHE%.new" "-Dstudio.home=%FOLDER%\cache.home" "@%FOLDER%\launch.args" studio.latent.app.Main screenshot --place explore --out "%FOLDER%\cache.png" >"%FOLDER%\cache.log" 2>&1
if not errorlevel 1 ren "%CACHE%.new" start.aot
del "%CACHE%.new" "%CACHE%.new.config" "%FOLDER%\cache.png" >nul 2>&1
rd /s /q "%FOLDER%\cache.home" >nul 2>&1
exit /b 0

rem --- the JDK ----------------------------------------------------------------------------------

:find_jdk
set "JDK="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined JDK exit /b 0
for %%J in (java.exe) do set "ONPATH=%%~dp$PATH:J"
if defined ONPATH call :try_jdk "%ONPATH%.."
if defined JDK exit /b 0
for /d %%D in (
    "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\*" "%ProgramFiles%\Zulu\*"
    "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%ProgramFiles%\OpenJDK\*" "%ProgramFiles%\RedHat\*"
    "%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.sdkman\candidates\java\*"
    "%USERPROFILE%\scoop\apps\temurin25-jdk\*" "%USERPROFILE%\scoop\apps\openjdk25\*"
) do call :try_jdk "%%~D"
exit /b 0

rem Is there a JDK 25 in the folder %1? Its `release` file tells, without starting a JVM.
:try_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>&1
if not errorlevel 1 set "JDK=%~f1"
exit /b 0

:no_jdk
>&2 echo studio: no JDK 25 was found: not in JAVA_HOME, not on the PATH, not in the usual folders.
>&2 echo studio: Install one ('winget install EclipseAdoptium.Temurin.25.JDK', or any other OpenJDK 25),
>&2 echo studio: or set JAVA_HOME to its folder.
exit /b 1

rem --- building ---------------------------------------------------------------------------------

:read_launch
set "BUILD="
if exist "%WORK%\launch" for /f "usebackq delims=" %%L in ("%WORK%\launch") do set "BUILD=%%L"
exit /b 0

rem Is there no build, or a source newer than its copy in the last build, or has a jar of others gone?
:is_stale
set "STALE="
call :read_launch
if not defined BUILD goto stale
if not exist "%WORK%\%BUILD%\app.jar" goto stale
for %%S in (engine\src\main ui-resources\src\main app\src\main .mvn) do call :compare_tree %%S
for %%S in (pom.xml engine\pom.xml ui-resources\pom.xml app\pom.xml) do call :compare_file %%S
for /f "usebackq delims=" %%L in ("%WORK%\%BUILD%\libraries") do if not exist "%%L" set "STALE=yes"
exit /b 0
:stale
set "STALE=yes"
exit /b 0

rem xcopy /l names the files that it would copy: those that are newer than their copies, or have none. Its last line is a
rem count, which is no file.
:compare_tree
if defined STALE exit /b 0
if not exist "%WORK%\%BUILD%\sources\%1" goto stale
for /f "delims=" %%F in ('xcopy /l /d /s /y /i "%ROOT%\%1" "%WORK%\%BUILD%\sources\%1" 2^>nul') do if exist "%%F" set "STALE=yes"
exit /b 0
:compare_file
if defined STALE exit /b 0
for %%F in ("%WORK%\%BUILD%\sources\%1\..") do set "BESIDE=%%~fF"
if not exist "%WORK%\%BUILD%\sources\%1" goto stale
for /f "delims=" %%F in ('xcopy /l /d /y "%ROOT%\%1" "%BESIDE%\" 2^>nul') do if exist "%%F" set "STALE=yes"
exit /b 0

rem One build at a time: the file of the lock stays open for writing while its owner builds.
:build
if not exist "%WORK%" md "%WORK%" 2>nul
type nul 2>nul >"%WORK%\build.log" || goto not_writable
where mvn >nul 2>&1
if errorlevel 1 goto no_maven
set "TOLD="
:wait
set "HELD="
8>&2 2>nul (9>"%WORK%\lock" (2>&8 call :build_alone))
if defined HELD exit /b %FAILED%
if not defined TOLD >&2 echo studio: another build is running here: waiting for it
set "TOLD=yes"
timeout /t 1 /nobreak >nul 2>&1 || ping -n 2 127.0.0.1 >nul
goto wait

:build_alone
set "HELD=yes"
set "FAILED=0"
call :is_stale
if not defined STALE exit /b 0
>&2 echo studio: building (the first time libraries are fetched: a few minutes)
call :maven -pl app -am -Dmaven.test.skip=true -Dspotless.check.skip=true package >"%WORK%\build.log" 2>&1
if errorlevel 1 goto build_failed
call :keep_build
exit /b 0
:build_failed
set "FAILED=1"
>&2 echo studio: the build failed:
>&2 findstr /b /c:"[ERROR]" "%WORK%\build.log"
>&2 echo studio: The whole log: %WORK%\build.log
exit /b 1

:maven
pushd "%ROOT%"
set "JAVA_HOME=%JDK%"
call mvn -B %*
set "MAVEN_STATUS=%ERRORLEVEL%"
popd
exit /b %MAVEN_STATUS%

rem Copies what was built out of Maven's folders, so that a later build never changes a jar that is in use.
:keep_build
call :read_launch
set "OLD=%BUILD%"
set "FRESH=build-%RANDOM%%RANDOM%"
set "INTO=%WORK%\%FRESH%"
md "%INTO%"
for %%M in (app engine ui-resources) do call :keep_jar %%M
for %%S in (engine\src\main ui-resources\src\main app\src\main .mvn) do xcopy /s /y /i /q "%ROOT%\%%S" "%INTO%\sources\%%S" >nul
for %%S in (engine ui-resources app) do copy /y "%ROOT%\%%S\pom.xml" "%INTO%\sources\%%S\pom.xml" >nul
copy /y "%ROOT%\pom.xml" "%INTO%\sources\pom.xml" >nul
for /f "usebackq delims=" %%L in ("%ROOT%\app\target\classpath.txt") do set "LIBRARIES=%%L"
for %%L in ("%LIBRARIES:;=" "%") do >>"%INTO%\libraries" echo %%~L
set "CLASSES=%INTO%\app.jar;%INTO%\ui-resources.jar;%INTO%\engine.jar;%LIBRARIES%"
set "CLASSES=%CLASSES:\=/%"
set "SLASHED=%ROOT:\=/%"
>"%INTO%\launch.args" echo --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
>>"%INTO%\launch.args" echo -Dai.djl.offline=true "-Dstudio.samples=%SLASHED%/sample-models"
>>"%INTO%\launch.args" echo -cp "%CLASSES%"
>"%WORK%\launch.new" echo %FRESH%
move /y "%WORK%\launch.new" "%WORK%\launch" >nul
pushd "%WORK%"
for /d %%D in (build-*) do if /i not "%%D"=="%FRESH%" if /i not "%%D"=="%OLD%" rd /s /q "%%D" 2>nul
popd
exit /b 0

:keep_jar
pushd "%ROOT%\%1\target"
for %%F in (%1-*.jar) do copy /y "%%~fF" "%INTO%\%1.jar" >nul
popd
exit /b 0

:test
where mvn >nul 2>&1
if errorlevel 1 goto no_maven
set "WORDS="
:test_words
shift
if "%~1"=="" goto test_run
set "WORDS=%WORDS% %1"
goto test_words
:test_run
call :maven -ntp --fail-at-end%WORDS% verify
exit /b %ERRORLEVEL%

:no_maven
>&2 echo studio: Apache Maven is needed to build the studio, and there is no 'mvn' on the PATH.
>&2 echo studio: Install it (for example 'scoop install maven' or 'choco install maven') and run this again.
exit /b 1

:not_writable
>&2 echo studio: %WORK% cannot be written, and the build needs it: check the permissions and the free space of its disk.
exit /b 1
