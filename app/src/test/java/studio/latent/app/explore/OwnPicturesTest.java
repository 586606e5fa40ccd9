package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.app.FakeStudio;
import studio.latent.app.FxTest;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;

/// Own pictures in Explore, from the file to the image under the hand or on a side.
class OwnPicturesTest extends FxTest {
    @TempDir
    Path folder;

    private final FxExplore fx = new FxExplore();

    @AfterEach
    void closeStudio() {
        fx.studio.bench().holdSearches(false);
        fx.close();
    }

    private void show(double width, double height, String model) {
        show(width, height, () -> new ExploreView(fx.explore, fx.messages, FxExplore.NO_FILE));
        onFx(() -> fx.explore.open(model));
        waitUntil("the model's image is there", () -> fx.isReady(model));
    }

    /// A bright spot on a dark ground; no two are alike.
    private Path picture(String name, int spot) throws IOException {
        BufferedImage image = new BufferedImage(96, 96, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 96; y++) {
            for (int x = 0; x < 96; x++) {
                int light = (int) (255 * Math.exp(-((x - spot) * (x - spot) + (y - 48) * (y - 48)) / 900.0));
                image.setRGB(x, y, (light << 16) | ((light / 2) << 8) | 96);
            }
        }
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private String wordsOf(String row) {
        return callFx(() -> ((Label) find(row, Node.class).lookup(".label")).getText());
    }

    @Test
    void aSearchCountsItsStepsAndCanBeGivenUpOnTheCanvas() throws IOException {
        show(1600, 1000, FakeStudio.GREY);
        LatentState before = callFx(() -> fx.session.stateProperty().get());
        onFx(() -> fx.explore.pictureSearch().goesOnProperty().set(true));
        onFx(() -> find("#explore-pictures-more", TitledPane.class).setExpanded(true));
        fx.studio.bench().holdSearches(true);

        Path own = picture("holiday.png", 30);
        onFx(() -> fx.explore.take(own));
        waitUntil(
                "steps are counted",
                () -> isShown("#explore-finding") && wordsOf("#explore-finding").contains("step"));

        assertThat(wordsOf("#explore-finding")).isEqualTo("Finding holiday.png: step 100 of 200");
        assertThat(isShown("#explore-preview"))
                .as("what is found so far is a preview")
                .isTrue();
        picture();
        click("#explore-finding-cancel");
        waitUntil("it is given up", () -> !isShown("#explore-finding"));
        waitUntil("the canvas is back", () -> fx.isReady(FakeStudio.GREY) && !isShown("#explore-preview"));
        assertThat(callFx(() -> fx.session.stateProperty().get())).isEqualTo(before);
        assertThat(callFx(() -> fx.explore.troubleProperty().get())).isNull();
    }

    @Test
    void withoutASearchTheEncodersAnswerIsUnderTheHand() throws IOException {
        show(1280, 800, FakeStudio.COLOUR);
        Path own = picture("holiday.png", 30);
        onFx(() -> fx.explore.take(own));
        waitUntil(
                "it is there",
                () -> new Origin.Encoded("holiday.png")
                        .equals(fx.session.stateProperty().get().origin()));

        assertThat(fx.studio.bench().searches()).isEmpty();
        assertThat(isShown("#explore-finding")).isFalse();
        picture();
    }

    @Test
    void picturesOnTheirWayToASideAreSeenThereAndCanBeGivenUp() throws IOException {
        show(1280, 800, FakeStudio.STYLED);
        onFx(() -> fx.explore.directionStudio().shownProperty().set(true));
        DirectionSides sides = fx.explore.directionStudio().wish().sides();
        waitUntil("there are images to choose from", () -> !sides.candidates().isEmpty());
        waitUntil(
                "with their images",
                () -> sides.candidates().stream()
                        .allMatch(pin -> pin.imageProperty().get() != null));
        Node plus = find("#explore-studio-plus", Node.class);
        assertThat(callFx(plus::getAccessibleHelp)).contains("searched for in z");

        drop(plus, picture("one.png", 20));
        waitUntil("it is on the side", () -> sides.on(Side.PLUS).size() == 1);
        fx.studio.bench().holdSearches(true);
        drop(plus, picture("two.png", 40), picture("three.png", 60), picture("four.png", 80));
        waitUntil(
                "the first of them is being found",
                () -> sides.pictures().waiting().getFirst().pictureProperty().get() != null
                        && isShown("#explore-studio-pictures"));
        assertThat(wordsOf("#explore-studio-pictures")).isEqualTo("Finding 1 of 3: two.png");
        assertThat(callFx(() -> List.copyOf(plus.lookupAll(".studio-waiting")))).hasSize(3);
        picture();

        click("#explore-studio-pictures-cancel");
        waitUntil("it is given up", () -> !isShown("#explore-studio-pictures"));
        assertThat(callFx(() -> List.copyOf(plus.lookupAll(".studio-waiting")))).isEmpty();
        assertThat(callFx(() -> sides.on(Side.PLUS).size())).isEqualTo(1);
    }
}
