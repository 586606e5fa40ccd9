package studio.latent.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The borders between the engine's rooms, as `docs/ARCHITECTURE.md` draws them.
class EngineArchitectureTest {
    private static final String ENGINE = "studio.latent.engine";

    /// Bottom to top. Rooms on one floor may know each other, as long as there is no cycle.
    private static final List<List<String>> FLOORS = List.of(
            List.of("error", "job", "image"),
            List.of("tensor"),
            List.of("nn", "data"),
            List.of("model"),
            List.of("sample"),
            List.of("io"),
            List.of("generate"),
            List.of("metric"),
            List.of("train"),
            List.of("direction", "edit"));

    private static final int LONGEST_FILE = 500;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ENGINE);

    @TestFactory
    Stream<DynamicTest> aRoomKnowsOnlyRoomsBelowIt() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            List<String> above = new ArrayList<>(List.of(ENGINE));
            FLOORS.subList(floor + 1, FLOORS.size()).forEach(rooms -> rooms.forEach(room -> above.add(inside(room))));
            for (String room : FLOORS.get(floor)) {
                tests.add(DynamicTest.dynamicTest(
                        room,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(inside(room))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(above.toArray(String[]::new))
                                .because(
                                        "a room that knows only rooms below it can be understood and tested without the rest")
                                .allowEmptyShould(true)
                                .check(CLASSES)));
            }
        }
        return tests.stream();
    }

    @Test
    void everyRoomHasItsPlaceInTheOrder() {
        List<String> rooms = FLOORS.stream().flatMap(List::stream).toList();

        assertThat(CLASSES.stream()
                        .map(type -> type.getPackageName())
                        .filter(name -> name.startsWith(ENGINE + "."))
                        .map(name -> name.substring(ENGINE.length() + 1).split("\\.", -1)[0])
                        .distinct())
                .as("a room without a place in the order is guarded by no rule")
                .isSubsetOf(rooms);
    }

    @Test
    void roomsFormNoCycle() {
        slices().matching(ENGINE + ".(*)..")
                .should()
                .beFreeOfCycles()
                .because("rooms in a cycle are one room")
                .check(CLASSES);
    }

    @Test
    void onlyTensorTouchesTheDeepLearningLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage(inside("tensor"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("threads, scopes and native memory are governed in one room, or nowhere")
                .check(CLASSES);
    }

    @Test
    void theEngineKnowsNoWindow() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx..", "studio.latent.app..", "javax.swing..")
                .because("the engine runs on machines without a display and under any front end")
                .check(CLASSES);
    }

    @Test
    void modelFamiliesDoNotKnowEachOther() {
        slices().matching(ENGINE + ".model.(*)..")
                .should()
                .notDependOnEachOther()
                .because("a family can be added, changed or removed without reading another")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void statisticsDoNotKnowWhereFeaturesComeFrom() {
        noClasses()
                .that()
                .resideInAPackage(ENGINE + ".metric")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(inside("metric.feature"))
                .because("a statistic is tested on numbers, and a new feature network changes no statistic")
                .allowEmptyShould(true)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(inside("metric.feature"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ENGINE + ".metric").and(not(name(ENGINE + ".metric.FeatureMatrix"))))
                .because("a feature network hands on features and measures nothing")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noSourceFileIsLongerThanALongRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            long lines;
            try (Stream<String> text = Files.lines(file)) {
                lines = text.count();
            }
            if (lines > LONGEST_FILE) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }

        assertThat(tooLong)
                .as("a file of more than %d lines has more than one subject", LONGEST_FILE)
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<Path> unmarked = new ArrayList<>();
        for (Path file : sources()) {
            Path declaration = file.resolveSibling("package-info.java");
            boolean main = file.toString().replace('\\', '/').contains("/src/main/java/");
            boolean marked = Files.readString(Files.exists(declaration) ? declaration : file)
                    .contains("@NullMarked");
            if (main && !marked) {
                unmarked.add(file);
            }
        }

        assertThat(unmarked).as("without @NullMarked nobody checks for null").isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String module : List.of("engine", "app")) {
            try (Stream<Path> tree = Files.walk(root().resolve(module).resolve("src"))) {
                tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(30);
        return files;
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        return Stream.iterate(folder, Objects::nonNull, Path::getParent)
                .filter(candidate ->
                        Files.isDirectory(candidate.resolve("engine").resolve("src")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("tests run inside the project, not in " + folder));
    }

    private static String inside(String room) {
        return ENGINE + "." + room + "..";
    }
}
