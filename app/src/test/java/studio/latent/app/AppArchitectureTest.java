package studio.latent.app;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppArchitectureTest {
    private static final List<String> PLACES = List.of("explore", "train", "compare", "models", "data", "settings");
    private static final JavaClasses APP = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("studio.latent.app", "com.sun.glass.ui.headless", "com.sun.glass.ui.offscreen");

    @Test
    void nothing_here_touches_the_tensor_library() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .because("the engine's facade is the only way to it")
                .check(APP);
    }

    @Test
    void controls_know_of_the_engine_only_its_images() {
        noClasses()
                .that()
                .resideInAPackage("studio.latent.app.control")
                .should()
                .dependOnClassesThat(resideInAPackage("studio.latent.engine..")
                        .and(not(resideInAPackage("studio.latent.engine.image"))))
                .because("a control can then be used, tested and shown anywhere")
                .check(APP);
    }

    @Test
    void controls_know_no_session_and_no_place() {
        classes()
                .that()
                .resideInAPackage("studio.latent.app.control")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage("studio.latent.app.."))
                        .or(resideInAnyPackage("studio.latent.app.control", "studio.latent.app.l10n")))
                .because("whoever uses a control connects its properties")
                .check(APP);
    }

    @Test
    void places_and_the_shell_never_know_each_other() {
        for (String place : PLACES) {
            String[] others = PLACES.stream()
                    .filter(other -> !other.equals(place))
                    .map(other -> "studio.latent.app." + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage("studio.latent.app." + place + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others)
                            .or(resideInAnyPackage("studio.latent.app.shell..", "studio.latent.app.cli..")))
                    .because("places meet in the session only")
                    .allowEmptyShould(true)
                    .check(APP);
        }
        noClasses()
                .that()
                .resideInAPackage("studio.latent.app.shell..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLACES.stream()
                        .map(place -> "studio.latent.app." + place + "..")
                        .toArray(String[]::new))
                .because("AppContext hands the places over")
                .check(APP);
    }

    @Test
    void view_models_can_be_tested_without_a_toolkit() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("ViewModel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.animation..", "javafx.application..")
                .because("they hold properties and values only")
                .check(APP);
    }

    @Test
    void views_know_of_the_engine_only_its_images() {
        noClasses()
                .that()
                .haveSimpleNameEndingWith("View")
                .should()
                .dependOnClassesThat(resideInAPackage("studio.latent.engine..")
                        .and(not(resideInAPackage("studio.latent.engine.image"))))
                .because("what a view shows comes from its ViewModel")
                .check(APP);
    }

    @Test
    void only_the_off_screen_display_knows_javafx_from_inside() {
        noClasses()
                .that()
                .resideOutsideOfPackages("com.sun.glass.ui.headless", "com.sun.glass.ui.offscreen")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.sun..")
                .because("internals change without notice")
                .check(APP);
    }
}
