package studio.latent.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.FitRule;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.image.Interpolation;
import studio.latent.engine.job.Cancellation;
import studio.latent.engine.job.JobContext;
import studio.latent.engine.job.Progress;

class DatasetReaderTest {
    @TempDir
    private Path temp;

    @Test
    void subFoldersAreClassesInTheOrderOfTheirNames() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("tiere"),
                Map.of(
                        "vögel/ä.png", SampleFiles.png(3, 4, 4, 10),
                        "katzen/b.png", SampleFiles.png(3, 4, 4, 20),
                        "katzen/tief/c.png", SampleFiles.png(3, 4, 4, 30),
                        "README.txt", SampleFiles.text("no image"),
                        ".DS_Store", SampleFiles.text("hidden")));

        Dataset dataset = SampleFiles.open(folder);

        assertThat(dataset.name()).isEqualTo("tiere");
        assertThat(dataset.classes()).containsExactly("katzen", "vögel");
        assertThat(dataset.labels()).containsExactly(0, 0, 1);
        assertThat(dataset.imageName(2)).isEqualTo("vögel/ä.png");
        assertThat(dataset.image(2).sample(0, 0, 0)).isEqualTo(10);
        assertThat(dataset.card().classCounts()).containsExactly(2, 1);
        assertThat(dataset.skipped()).isEmpty();
    }

    @Test
    void imagesBesideClassFoldersAreSkippedWithTheReason() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("d"),
                Map.of(
                        "a/1.png", SampleFiles.png(1, 2, 2, 1),
                        "b/2.png", SampleFiles.png(1, 2, 2, 2),
                        "preview.png", SampleFiles.png(1, 2, 2, 3)));

        Dataset dataset = SampleFiles.open(folder);

        assertThat(dataset.count()).isEqualTo(2);
        assertThat(dataset.skipped()).containsOnlyKeys("preview.png");
        assertThat(dataset.skipped().get("preview.png")).contains("no class");
    }

    @Test
    void aPlainFolderHasNeitherClassesNorLabels() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("d"),
                Map.of("1.png", SampleFiles.png(1, 2, 2, 1), "sub/2.png", SampleFiles.png(1, 2, 2, 2)));

        Dataset dataset = SampleFiles.open(folder);

        assertThat(dataset.count()).isEqualTo(2);
        assertThat(dataset.hasLabels()).isFalse();
        assertThatThrownBy(() -> dataset.label(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void brokenImagesAreCountedNamedAndSkippedAndTheOthersKeepTheirLabels() throws Exception {
        byte[] whole = SampleFiles.png(1, 16, 16, 9);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("a/0.png", SampleFiles.text("I am text"));
        files.put("a/1.png", SampleFiles.png(1, 16, 16, 1));
        files.put("b/2.png", Arrays.copyOf(whole, whole.length - 28));
        files.put("b/3.png", SampleFiles.png(1, 16, 16, 3));
        files.put("b/4.png", new byte[0]);

        for (Path path :
                new Path[] {SampleFiles.write(temp.resolve("d"), files), SampleFiles.zip(temp.resolve("d.zip"), files)
                }) {
            Dataset dataset = SampleFiles.open(path);

            assertThat(dataset.count()).isEqualTo(2);
            assertThat(dataset.labels()).containsExactly(0, 1);
            assertThat(dataset.image(0).samples()).containsOnly(1);
            assertThat(dataset.image(1).samples()).containsOnly(3);
            assertThat(dataset.skipped()).containsOnlyKeys("a/0.png", "b/2.png", "b/4.png");
            assertThat(dataset.skipped().get("a/0.png")).contains("it is no PNG, JPEG, BMP, GIF or WebP file");
            assertThat(dataset.skipped().get("b/4.png")).contains("it is empty");
        }
    }

    @Test
    void aZipIsReadLikeAFolderWithItsTableAndOuterFolder() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "faces/attributes.csv",
                SampleFiles.text("file,smile,hair\nü.png,1,\"long, red\"\nb.png,0,short\nnone.png,1,bald\n"));
        files.put("faces/images/ü.png", SampleFiles.png(3, 2, 2, 5));
        files.put("faces/images/b.png", SampleFiles.png(3, 2, 2, 6));
        files.put("faces/images/c.png", SampleFiles.png(3, 2, 2, 7));
        files.put("__MACOSX/faces/images/._b.png", new byte[4]);

        Dataset dataset = SampleFiles.open(SampleFiles.zip(temp.resolve("faces.zip"), files));

        assertThat(dataset.name()).isEqualTo("faces");
        assertThat(dataset.count()).isEqualTo(3);
        assertThat(dataset.hasLabels()).isFalse();
        assertThat(dataset.card().attributes().keySet()).containsExactly("smile", "hair");
        Attribute hair = dataset.attribute("hair").orElseThrow();
        assertThat(hair.values()).containsExactly("long, red", "short", "bald");
        // in the order of the files: b, c (which the table does not name), ü
        assertThat(hair.codes()).containsExactly(1, Attribute.UNKNOWN, 0);
        assertThat(dataset.skipped()).containsOnlyKeys("none.png");
    }

    @Test
    void aLabelColumnGivesTheClassesAndImagesWithoutOneAreSkipped() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("d"),
                Map.of(
                        "labels.csv", SampleFiles.text("image,Label,size\n1.png,10,s\n2.png,9,m\n3.png,,s\n"),
                        "1.png", SampleFiles.png(1, 2, 2, 1),
                        "2.png", SampleFiles.png(1, 2, 2, 2),
                        "3.png", SampleFiles.png(1, 2, 2, 3),
                        "4.png", SampleFiles.png(1, 2, 2, 4)));

        Dataset dataset = SampleFiles.open(folder);

        assertThat(dataset.classes()).containsExactly("9", "10");
        assertThat(dataset.labels()).containsExactly(1, 0);
        assertThat(dataset.attribute("size").orElseThrow().codes()).containsExactly(0, 1);
        assertThat(dataset.skipped()).containsOnlyKeys("3.png", "4.png");
    }

    @Test
    void tablesThatDoNotBelongToTheImagesAreRefused() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("1.png", SampleFiles.png(1, 2, 2, 1));
        files.put("attributes.csv", SampleFiles.text("file,a\nx.png,1\n"));
        Path zip = SampleFiles.zip(temp.resolve("d.zip"), files);
        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("names none of the images");

        files.put("attributes.csv", SampleFiles.text("file\n1.png\n"));
        SampleFiles.zip(zip, files);
        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("has only the column 'file'");

        files.put("attributes.csv", SampleFiles.text("file,a,b\n1.png,1\n"));
        SampleFiles.zip(zip, files);
        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("line 2 2 fields where the header names 3");

        files.put("attributes.csv", SampleFiles.text("file,a\n1.png,1\n1.png,2\n"));
        SampleFiles.zip(zip, files);
        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("twice");
    }

    @Test
    void mixedSizesAndChannelsAreFittedToTheFirstUnlessAShapeIsWanted() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("d"),
                Map.of(
                        "1.png", SampleFiles.png(1, 4, 6, 50),
                        "2.png", SampleFiles.png(3, 9, 9, 70),
                        "3.png", SampleFiles.png(3, 4, 6, 90)));

        Dataset asStored = SampleFiles.open(folder);
        Dataset wanted =
                SampleFiles.open(folder, new DatasetRules(new ImageShape(1, 8, 8), FitRule.PAD, Interpolation.AREA));

        assertThat(asStored.shape()).isEqualTo(new ImageShape(3, 4, 6));
        assertThat(asStored.image(0).samples()).containsOnly(50);
        assertThat(asStored.image(1).sample(2, 0, 0)).isEqualTo(72);
        assertThat(wanted.shape()).isEqualTo(new ImageShape(1, 8, 8));
        assertThat(wanted.image(0).sample(0, 0, 0)).isZero();
        assertThat(wanted.image(0).sample(0, 4, 4)).isEqualTo(50);
    }

    @Test
    void anEmptyFolderAnEmptyZipAndFilesOfOtherKindsAreRefused() throws Exception {
        Path empty = Files.createDirectory(temp.resolve("empty"));
        Path text = Files.writeString(temp.resolve("notes.txt"), "hello");
        Path zip = SampleFiles.zip(temp.resolve("e.zip"), Map.of("a.txt", SampleFiles.text("x")));

        assertThatThrownBy(() -> SampleFiles.open(empty))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("holds no images");
        assertThatThrownBy(() -> SampleFiles.open(text))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("notes.txt");
        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("holds no images");
        assertThatThrownBy(() -> SampleFiles.open(temp.resolve("nowhere"))).isInstanceOf(NotFound.class);
    }

    @Test
    void aTruncatedZipIsSaidToBeDamaged() throws Exception {
        Path zip = SampleFiles.zip(temp.resolve("t.zip"), Map.of("a.png", SampleFiles.png(1, 2, 2, 1)));
        byte[] bytes = Files.readAllBytes(zip);
        Files.write(zip, Arrays.copyOf(bytes, bytes.length - 30));

        assertThatThrownBy(() -> SampleFiles.open(zip))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void aDataSetOfBrokenImagesOnlyIsRefusedWithTheFirstReason() throws Exception {
        Path folder = SampleFiles.write(
                temp.resolve("d"), Map.of("1.png", SampleFiles.text("x"), "2.png", SampleFiles.text("y")));

        for (DatasetRules rules :
                new DatasetRules[] {DatasetRules.AS_STORED, DatasetRules.fitTo(new ImageShape(1, 2, 2))}) {
            assertThatThrownBy(() -> SampleFiles.open(folder, rules))
                    .isInstanceOf(BadDataset.class)
                    .hasMessageContaining("None of the 2 images can be read")
                    .hasMessageContaining("1.png");
        }
    }

    @Test
    void openingStopsWhenItIsCancelled() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            files.put(i + ".png", SampleFiles.png(1, 2, 2, i));
        }
        Path zip = SampleFiles.zip(temp.resolve("d.zip"), files);
        Cancellation cancellation = new Cancellation();
        CountDownLatch decoded = new CountDownLatch(3);
        JobContext context = new JobContext() {
            @Override
            public Cancellation cancellation() {
                return cancellation;
            }

            @Override
            public void progress(Progress progress) {
                if (progress.done() > 0) {
                    decoded.countDown();
                }
                if (decoded.getCount() == 0) {
                    cancellation.request();
                }
            }
        };

        assertThatThrownBy(() -> new DatasetReader(new DatasetStorage(temp, Long.MAX_VALUE))
                        .open(zip, DatasetRules.AS_STORED, context))
                .isInstanceOf(Cancellation.CancelledException.class);
    }
}
