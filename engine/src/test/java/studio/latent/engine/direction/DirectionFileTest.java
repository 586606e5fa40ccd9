package studio.latent.engine.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadModelFile;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.io.AtomicFile;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.ModelCard;
import studio.latent.engine.model.PriorKind;

class DirectionFileTest {
    private static final Direction PLAIN = new Direction(
            "component 1",
            DirectionSpace.Z,
            new float[] {0.6f, -0.8f},
            new Calibration(0.1, 1.25, -3, 2.5),
            List.of(1, 3),
            DirectionOrigin.unlabelled(DirectionMethod.WEIGHT_FACTOR, 0, 0),
            null,
            null);

    private static final Direction MEASURED = new Direction(
            "Lächeln",
            DirectionSpace.Z,
            new float[] {1, 0},
            new Calibration(0.1, 1.25, -3, 2.5),
            List.of(),
            new DirectionOrigin(DirectionMethod.LINEAR_SVM, "faces", "smile", List.of("beard"), 12, 8, 7),
            new Confidence(0.9, 0.8, 0.95, 50),
            new Leak(
                    new AttributeChange("smile", 0.7),
                    List.of(new AttributeChange("hair", 0.1)),
                    List.of("mouth"),
                    List.of("eyes"),
                    200,
                    2));

    @TempDir
    Path folder;

    private static ModelCard model(String name, String hash, int dimension) {
        return new ModelCard(
                name,
                Path.of("m"),
                Family.VAE,
                "vae",
                new ImageShape(1, 8, 8),
                dimension,
                Set.of(),
                List.of(PriorKind.NORMAL),
                1,
                hash,
                "",
                "",
                "",
                Map.of());
    }

    private static final ModelCard MODEL = model("m", "abc", 2);

    private Path written() throws Exception {
        Path file = folder.resolve("d.json");
        DirectionFile.write(new AtomicFile(), file, MODEL, List.of(PLAIN, MEASURED));
        return file;
    }

    @Test
    void aDirectionInFeatureMapsIsKeptWithoutItsZeros() throws Exception {
        float[] vector = new float[5000];
        vector[7] = 0.6f;
        vector[4999] = -0.8f;
        Direction map = new Direction(
                "smile",
                DirectionSpace.FEATURE_MAPS,
                vector,
                new Calibration(0.1, 1.25, -3, 2.5),
                List.of(2),
                DirectionOrigin.unlabelled(DirectionMethod.PARTIAL_DIFFERENCE, 0, 0),
                null,
                null);
        Path file = folder.resolve("d.json");
        DirectionFile.write(new AtomicFile(), file, MODEL, List.of(map));

        assertThat(Files.size(file)).isLessThan(2_000);
        assertThat(DirectionFile.read(file, MODEL)).containsExactly(map);
        String text = Files.readString(file);
        Files.writeString(file, text.replaceAll("\"map\": \"[^\"]*\"", "\"map\": \"5\""));
        assertThatThrownBy(() -> DirectionFile.read(file, MODEL)).isInstanceOf(BadModelFile.class);
        Files.writeString(file, text.replaceAll("\"map\": \"[^\"]*\",", ""));
        assertThatThrownBy(() -> DirectionFile.read(file, MODEL))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("a vector or a map");
    }

    @Test
    void whatIsWrittenIsReadBack() throws Exception {
        List<Direction> read = DirectionFile.read(written(), MODEL);

        assertThat(read).containsExactly(PLAIN, MEASURED);
        assertThat(read.get(1).confidence()).isEqualTo(MEASURED.confidence());
        assertThat(read.get(1).leak()).isEqualTo(MEASURED.leak());
        assertThat(read.getFirst().leak()).isNull();
    }

    @Test
    void directionsOfAnotherModelAreRefusedByName() throws Exception {
        Path file = written();

        assertThatThrownBy(() -> DirectionFile.read(file, model("other", "def", 2)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("'m'")
                .hasMessageContaining("'other'");
    }

    @Test
    void directionsOfAnotherDimensionAreRefusedByName() throws Exception {
        Path file = written();

        assertThatThrownBy(() -> DirectionFile.read(file, model("m", "abc", 3)))
                .isInstanceOf(BadModelFile.class)
                .hasMessageContaining("'component 1'")
                .hasMessageContaining("needs 3");
    }

    @Test
    void aBrokenFileIsRefused() throws Exception {
        Path file = written();
        String text = Files.readString(file);

        for (String broken : List.of(
                text.replace("0.6", "0.9"),
                text.replace("\"vector\"", "\"vektor\""),
                text.replace("weight-factor", "magic"),
                text.replace("latent-studio/directions", "latent-studio/recipe"),
                text.substring(0, text.length() / 2),
                "")) {
            Files.writeString(file, broken);
            assertThatThrownBy(() -> DirectionFile.read(file, MODEL)).as(broken).isInstanceOf(BadModelFile.class);
        }
        assertThatThrownBy(() -> DirectionFile.read(folder.resolve("none.json"), MODEL))
                .isInstanceOf(NotFound.class);
    }
}
