import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Makes an application image with jpackage for the platform that it runs on: a trimmed Java runtime, the studio's jars,
/// libtorch laid out so that nothing is unpacked at the first start, the sample models, and a cache for a quick start.
///
/// Run by Maven (`-Pimage`), which hands over: target folder, the project's root, version, DJL's version, platform classifier.
void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 5) {
        throw new IllegalArgumentException("wanted: TARGET ROOT VERSION DJL_VERSION CLASSIFIER");
    }
    var target = Path.of(args[0]).toAbsolutePath();
    var root = Path.of(args[1]).toAbsolutePath().normalize();
    var libraries = target.resolve("libraries");
    var input = target.resolve("input");
    var output = target.resolve("image");
    clear(input);
    clear(output);

    IO.println("image: collecting jars, natives, samples");
    layOutNatives(libraries, input.resolve("natives"), args[3], args[4]);
    copyJars(libraries, input);
    copyTree(root.resolve("sample-models"), input.resolve("sample-models"));
    for (String paper : List.of("LICENSE", "NOTICE")) {
        Files.copy(root.resolve(paper), input.resolve(paper));
    }

    IO.println("image: making the runtime and the image");
    jpackage(input, output, args[2]);

    if (System.getProperty("os.name").startsWith("Linux")) {
        writeCommand(output.resolve(NAME).resolve("studio"));
    }
    Path application = applicationFolder(output);
    IO.println("image: making the start cache");
    makeStartCache(output, application);
    IO.println("image: done, " + launcher(output));
}

private static final String NAME = "latent-studio";
private static final String MAIN_CLASS = "studio.latent.app.Main";

/// The whole of Java SE and what libraries ask for by name: beside libtorch, ten megabytes do not count, and a missing
/// module would only show itself in a corner.
private static final String MODULES =
        "java.se,jdk.unsupported,jdk.zipfs,jdk.crypto.ec,jdk.localedata,jdk.jfr,jdk.management";

/// Unpacks libtorch and the bridge to it into one folder, under the names that DJL looks for in `PYTORCH_LIBRARY_PATH`.
void layOutNatives(Path libraries, Path natives, String djlVersion, String classifier) throws IOException {
    Files.createDirectories(natives);
    String torch = "pytorch/cpu/" + classifier + "/";
    unpack(only(libraries, "pytorch-native-cpu-"), torch, natives, "");
    String bridge = "jnilib/" + classifier + "/cpu/";
    unpack(only(libraries, "pytorch-jni-"), bridge, natives, djlVersion + "-");
}

void unpack(Path jar, String folder, Path into, String prefix) throws IOException {
    int unpacked = 0;
    try (var zip = new ZipFile(jar.toFile())) {
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            String name = entry.getName();
            if (entry.isDirectory() || !name.startsWith(folder) || name.indexOf('/', folder.length()) >= 0) {
                continue;
            }
            try (InputStream bytes = zip.getInputStream(entry)) {
                Files.copy(bytes, into.resolve(prefix + name.substring(folder.length())));
            }
            unpacked++;
        }
    }
    if (unpacked == 0) {
        throw new IOException(jar + " holds nothing under " + folder + ": is the platform's classifier right?");
    }
}

/// All jars but the packed natives, which lie beside them unpacked.
void copyJars(Path libraries, Path input) throws IOException {
    try (Stream<Path> jars = Files.list(libraries)) {
        for (Path jar : jars.sorted().toList()) {
            if (!jar.getFileName().toString().startsWith("pytorch-native-cpu-")) {
                Files.copy(jar, input.resolve(jar.getFileName()));
            }
        }
    }
}

void jpackage(Path input, Path output, String version) throws IOException {
    var arguments = new ArrayList<>(List.of(
            "--type", "app-image",
            "--name", NAME,
            "--app-version", macVersion(version),
            "--vendor", "Latent Studio",
            "--description", "A desktop studio for exploring latent spaces and generating images",
            "--input", input.toString(),
            "--dest", output.toString(),
            "--main-jar", only(input, "app-").getFileName().toString(),
            "--main-class", MAIN_CLASS,
            "--add-modules", MODULES,
            // Not --strip-native-commands: the JVM starts its own `java` to write the start cache.
            "--jlink-options", "--strip-debug --no-man-pages --no-header-files --include-locales=en,de"));
    for (String option : List.of(
            "-XX:+UseSerialGC",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dai.djl.offline=true",
            "-Dstudio.samples=$APPDIR/sample-models",
            // The environment's PYTORCH_LIBRARY_PATH, where it is set, goes before this one.
            "-DPYTORCH_LIBRARY_PATH=$APPDIR/natives")) {
        arguments.addAll(List.of("--java-options", option));
    }
    if (isWindows()) {
        arguments.add("--win-console");
    }
    int status = tool("jpackage").run(System.out, System.err, arguments.toArray(String[]::new));
    if (status != 0) {
        throw new IOException("jpackage failed with status " + status);
    }
}

/// macOS refuses a version that starts with 0.
String macVersion(String version) {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    return mac && version.startsWith("0.") ? "1" + version.substring(1) : version;
}

/// The command `studio`: as in the source tree, OpenMP's threads are told not to spin for a core that another process has.
void writeCommand(Path file) throws IOException {
    Files.writeString(file, """
            #!/bin/sh
            export OMP_WAIT_POLICY="${OMP_WAIT_POLICY:-passive}"
            exec "$(dirname "$(readlink -f "$0")")/bin/latent-studio" "$@"
            """);
    if (!file.toFile().setExecutable(true, false)) {
        throw new IOException(file + " could not be made executable");
    }
}

/// Draws the window once without a display and keeps the classes that this loaded and linked.
///
/// Without a cache the image still works and starts more slowly, so a failure here is told and is no error.
void makeStartCache(Path output, Path application) throws IOException, InterruptedException {
    Path cache = application.resolve("start.aot");
    Path home = Files.createTempDirectory("latent-studio-home");
    var command = new ProcessBuilder(
            launcher(output).toString(), "screenshot", "--place", "explore", "--out", home.resolve("window.png").toString());
    command.environment().put("JAVA_TOOL_OPTIONS", "-XX:AOTCacheOutput=" + cache + " -Dstudio.home=" + home.resolve("user"));
    command.inheritIO();
    Process process = command.start();
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
        process.destroyForcibly().waitFor();
    }
    clear(home);
    if (!ended || process.exitValue() != 0 || !Files.exists(cache)) {
        Files.deleteIfExists(cache);
        IO.println("image: no start cache could be made; the image starts more slowly without it");
        return;
    }
    Path configuration = application.resolve(NAME + ".cfg");
    String options = Files.readString(configuration).replace("[JavaOptions]", "[JavaOptions]\njava-options=-XX:AOTCache=$APPDIR/start.aot");
    Files.writeString(configuration, options, StandardOpenOption.TRUNCATE_EXISTING);
}

Path applicationFolder(Path output) throws IOException {
    try (Stream<Path> found = Files.find(output, 6, (path, _) -> path.endsWith(NAME + ".cfg"))) {
        return found.findFirst().orElseThrow().getParent();
    }
}

Path launcher(Path output) {
    String system = System.getProperty("os.name");
    if (isWindows()) {
        return output.resolve(NAME).resolve(NAME + ".exe");
    }
    return system.startsWith("Mac")
            ? output.resolve(NAME + ".app/Contents/MacOS").resolve(NAME)
            : output.resolve(NAME).resolve("bin").resolve(NAME);
}

boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
}

Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
        List<Path> found = files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
        if (found.size() != 1) {
            throw new IOException("one file " + prefix + "* was expected in " + folder + ", found " + found);
        }
        return found.getFirst();
    }
}

ToolProvider tool(String name) {
    return ToolProvider.findFirst(name)
            .orElseThrow(() -> new IllegalStateException(name + " is missing: run this with a whole JDK 25"));
}

void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
            Path copy = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else if (!file.getFileName().toString().equals("pom.xml")) {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

/// Leaves an empty folder where there was a full one or none.
void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException trouble)
                    throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
    Files.createDirectories(folder);
}
