package studio.latent.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import studio.latent.engine.error.BadImage;
import studio.latent.engine.error.FileTrouble;
import studio.latent.engine.error.NotFound;

class ImageFilesTest {
    @TempDir
    private Path folder;

    static Stream<JsonObject> cases() {
        return GoldenFile.open("image-files.json").cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFormatAndDepthDecodesAsInPillow(JsonObject golden) throws Exception {
        Raster expected = GoldenFile.raster(golden, golden.get("channels").getAsInt());
        int tolerance = golden.get("tolerance").getAsInt();
        String name = golden.get("name").getAsString();
        byte[] bytes = GoldenFile.bytes(golden, "bytes");

        Raster decoded = ImageFiles.decode(name, bytes, Background.BLACK);

        assertThat(decoded.shape()).isEqualTo(expected.shape());
        for (int i = 0; i < expected.samples().length; i++) {
            int difference = (decoded.samples()[i] & 0xff) - (expected.samples()[i] & 0xff);
            assertThat(Math.abs(difference)).as("sample %d", i).isLessThanOrEqualTo(tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFileCutInHalfIsBrokenInEveryFormat(JsonObject golden) {
        String name = golden.get("name").getAsString();
        byte[] bytes = GoldenFile.bytes(golden, "bytes");
        byte[] half = Arrays.copyOf(bytes, bytes.length - bytes.length / 3);

        assertThatThrownBy(() -> ImageFiles.decode(name, half, Background.BLACK))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theHeaderTellsTheShapeThatDecodingGives(JsonObject golden) throws Exception {
        String name = golden.get("name").getAsString();
        byte[] bytes = GoldenFile.bytes(golden, "bytes");

        assertThat(ImageFiles.shape(name, bytes))
                .isEqualTo(ImageFiles.decode(name, bytes, Background.BLACK).shape());
    }

    @Test
    void theHeaderAloneTellsTheShape() throws Exception {
        byte[] png = PngFile.encode(new Raster(new ImageShape(3, 2, 5), new byte[30]), Map.of());

        assertThat(ImageFiles.shape("a.png", Arrays.copyOf(png, 45))).isEqualTo(new ImageShape(3, 2, 5));
    }

    @Test
    void transparentPartsTakeTheNamedBackground() throws Exception {
        JsonObject golden = cases().filter(c -> c.get("name").getAsString().equals("rgba.png"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = GoldenFile.bytes(golden, "bytes");

        // the first row of this image is fully transparent, the second opaque
        Raster onWhite = ImageFiles.decode("rgba.png", bytes, Background.WHITE);
        Raster onBlack = ImageFiles.decode("rgba.png", bytes, Background.BLACK);

        assertThat(onWhite.sample(0, 0, 0)).isEqualTo(255);
        assertThat(onBlack.sample(0, 0, 0)).isZero();
        assertThat(onWhite.sample(1, 1, 3)).isEqualTo(onBlack.sample(1, 1, 3));
    }

    @Test
    void aTextFileNamedPngIsNamedWithTheReason() throws Exception {
        Path file = Files.writeString(folder.resolve("grüße.png"), "not an image");

        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("grüße.png")
                .hasMessageContaining("it is no PNG, JPEG, BMP, GIF or WebP file");
    }

    @Test
    void anEmptyFileIsSaidToBeEmpty() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.png"));

        assertThatThrownBy(() -> ImageFiles.read(file))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("it is empty");
    }

    @Test
    void aHugeSizeInTheHeaderIsRefusedBeforeAPixelIsDecoded() {
        byte[] png = PngFile.encode(new Raster(new ImageShape(1, 1, 1), new byte[1]), Map.of());
        ByteBuffer.wrap(png).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);

        assertThatThrownBy(() -> ImageFiles.decode("bomb.png", png, Background.BLACK))
                .isInstanceOf(BadImage.class)
                .hasMessageContaining("2000000000×2000000000");
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThatThrownBy(() -> ImageFiles.read(folder.resolve("none.png"))).isInstanceOf(NotFound.class);
    }

    @Test
    void aFolderIsNoImage() {
        assertThatThrownBy(() -> ImageFiles.read(folder)).isInstanceOf(FileTrouble.class);
    }

    @Test
    void randomBytesBehindASignatureNeverEscapeAsABug() {
        long seed = 20;
        Random random = new Random(seed);
        for (JsonObject golden : cases().toList()) {
            byte[] bytes = GoldenFile.bytes(golden, "bytes");
            for (int round = 0; round < 20; round++) {
                byte[] damaged = bytes.clone();
                for (int i = 0; i < 6; i++) {
                    damaged[12 + random.nextInt(damaged.length - 12)] = (byte) random.nextInt();
                }
                try {
                    ImageFiles.decode("damaged", damaged, Background.BLACK);
                } catch (BadImage e) {
                    assertThat(e.problem()).as("seed %d", seed).startsWith("The image 'damaged'");
                }
            }
        }
    }

    @Test
    void namesOfImagesAreKnownByTheirExtensionInAnyCase() {
        assertThat(Stream.of("a.PNG", "b.jpeg", "c.WebP", "ü.gif")).allMatch(ImageFiles::isImageName);
        assertThat(Stream.of("a.txt", "png", "a.png.bak")).noneMatch(ImageFiles::isImageName);
    }
}
