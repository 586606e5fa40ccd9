package studio.latent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import studio.latent.engine.direction.AttributeChange;
import studio.latent.engine.direction.Calibration;
import studio.latent.engine.direction.Direction;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionOrigin;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.direction.RegionChange;
import studio.latent.engine.error.BadDataset;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.error.IncompatibleModel;
import studio.latent.engine.error.NotFound;
import studio.latent.engine.image.PngFile;
import studio.latent.engine.io.ModelFolder;
import studio.latent.engine.job.Job;
import studio.latent.engine.job.Outcome;
import studio.latent.engine.model.Latent;

/// On pictures whose left half is the first latent and whose right half is the second.
class LocalDirectionsTest {
    private static final int COUNT = 120;

    @TempDir
    Path folder;

    private Studio studio = Studio.open(new StudioOptions(null, Path.of("unused"), "cpu", 1));

    @BeforeEach
    void open() throws Exception {
        studio.close();
        studio = Studio.open(new StudioOptions(null, folder.resolve("home"), "cpu", 1));
        TwoTonePictures.write(folder.resolve("data"), COUNT);
    }

    @AfterEach
    void close() {
        studio.close();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private LocalOpenModel model() {
        return TwoTonePictures.model(folder.resolve("model"), "a");
    }

    private Direction find(OpenModel model, DirectionRequest request) throws Exception {
        return studio.directions().find(model, request).await().orThrow().getFirst();
    }

    private DirectionRequest.OfAttribute of(String attribute, DirectionMethod method, String... without) {
        return new DirectionRequest.OfAttribute(data(), attribute, method, List.of(without), 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEAN_DIFFERENCE", "LOGISTIC_REGRESSION", "LINEAR_SVM"})
    void anAttributesDirectionIsTheLatentThatShowsIt(DirectionMethod method) throws Exception {
        Direction found = find(model(), of("left", method));

        assertThat(found.vector()).containsExactly(new float[] {1, 0}, within(0.05f));
        assertThat(found.name()).isEqualTo("left");
        assertThat(found.origin().plus()).isEqualTo(COUNT / 2);
        assertThat(Objects.requireNonNull(found.confidence()).low()).isGreaterThan(0.95);
        // halves are 55 or 195 of 255 bright: coordinates ±1
        assertThat(found.calibration().most()).isCloseTo(1, within(0.15));
    }

    @Test
    void valuesOfWordsAreSides() throws Exception {
        Direction found = find(model(), of("same=night", DirectionMethod.MEAN_DIFFERENCE));

        assertThat(found.vector()).containsExactly(new float[] {-1, 0}, within(0.05f));
        assertThatThrownBy(() -> find(model(), of("same", DirectionMethod.MEAN_DIFFERENCE)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("night");
    }

    @Test
    void aDirectionWithoutAnotherIsAtRightAnglesToIt() throws Exception {
        Direction right = find(model(), of("right", DirectionMethod.MEAN_DIFFERENCE));
        Direction left = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE, "right"));

        double cosine = left.vector()[0] * right.vector()[0] + left.vector()[1] * right.vector()[1];
        assertThat(cosine).isCloseTo(0, within(1e-5));
        assertThat(left.origin().without()).containsExactly("right");
        assertThatThrownBy(() -> find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE, "same=day")))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("Hardly anything");
    }

    @Test
    void aDisentangledDirectionChangesLessBesides() throws Exception {
        LocalOpenModel generator = TwoTonePictures.generator(folder.resolve("model"));
        DirectionRequest.OfAttribute plain = of("left", DirectionMethod.MEAN_DIFFERENCE);
        Direction found = find(generator, plain);
        Direction turned = find(
                generator,
                new DirectionRequest.OfAttribute(
                        data(), "left", plain.method(), List.of(), plain.seed(), plain.place(), 10));

        assertThat(Math.abs(turned.vector()[1])).isLessThan(0.3f * Math.abs(found.vector()[1]));
        assertThat(turned.origin().disentangling()).isEqualTo(10.0);
        assertThat(found.origin().disentangling()).isNull();
        assertThat(Objects.requireNonNull(turned.confidence()).low()).isGreaterThan(0.95);
    }

    private DirectionRequest.OfAttribute ofChange(DirectionPlace place, double disentangling, String... without) {
        return new DirectionRequest.OfAttribute(
                data(), "left", DirectionMethod.MEAN_CHANGE, List.of(without), 1, place, disentangling);
    }

    private static DirectionPlace byLayer(Integer... layers) {
        return new DirectionPlace(DirectionSpace.W_PLUS, new TreeSet<>(List.of(layers)));
    }

    @Test
    void whatStepsChangeGivesADirectionWithoutSides() throws Exception {
        Direction found =
                find(TwoTonePictures.generator(folder.resolve("model")), ofChange(DirectionPlace.LATENTS, 0, "right"));

        // a picture of 8 pixels is small beside the blur that its classifier knows: the halves mix a little
        assertThat(found.vector()).containsExactly(new float[] {1, 0}, within(0.25f));
        assertThat(found.calibration().deviation()).isCloseTo(1, within(0.1));
        assertThat(found.origin().method()).isEqualTo(DirectionMethod.MEAN_CHANGE);
        assertThat(found.origin().without()).containsExactly("right");
    }

    /// The right half is steered by the second number of the second layer's style alone.
    @Test
    void whereLayersHaveStylesOfTheirOwnEachIsMovedAsItChangesTheAttribute() throws Exception {
        LocalOpenModel model = TwoTonePictures.styled(folder.resolve("model"));

        Direction found = find(model, ofChange(byLayer(), 1));

        assertThat(found.space()).isEqualTo(DirectionSpace.W_PLUS);
        assertThat(found.vector()).containsExactly(new float[] {1, 0, 0, 0}, within(0.1f));
        assertThat(Objects.requireNonNull(found.confidence()).low()).isGreaterThan(0.95);
        Leak leak = Objects.requireNonNull(studio.directions()
                .withLeak(model, found, data(), 1)
                .await()
                .orThrow()
                .leak());
        assertThat(leak.own().change()).isGreaterThan(0.5);
        assertThat(leak.figure()).isLessThan(0.2);
        RegionChange change =
                studio.directions().regionChange(model, found, data()).await().orThrow();
        assertThat(change.inside()).isGreaterThan(5 * change.outside());

        Direction first = find(model, ofChange(byLayer(0), 0));
        assertThat(first.layers()).containsExactly(0);
        assertThat(first.vector()).hasSize(4).endsWith(0, 0);
    }

    @Test
    void onlyAnAttributeTellsLayersApart() {
        LocalOpenModel model = TwoTonePictures.styled(folder.resolve("model"));

        assertThatThrownBy(() -> find(
                        model, new DirectionRequest.ClosedForm(DirectionMethod.PRINCIPAL_COMPONENT, 1, 1, byLayer())))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("what a step in each of them changes");
        assertThatThrownBy(() -> new DirectionRequest.OfAttribute(
                        data(), "left", DirectionMethod.MEAN_DIFFERENCE, List.of(), 1, byLayer(), 1))
                .hasMessageContaining("for W_PLUS, got MEAN_DIFFERENCE");
    }

    private DirectionRequest.OfAttribute inMaps(String attribute, Integer... layers) {
        return new DirectionRequest.OfAttribute(
                data(),
                attribute,
                DirectionMethod.PARTIAL_DIFFERENCE,
                List.of(),
                1,
                new DirectionPlace(DirectionSpace.FEATURE_MAPS, new TreeSet<>(List.of(layers))),
                0);
    }

    @Test
    void inFeatureMapsOnlyWhatShowsTheAttributeIsMoved() throws Exception {
        for (LocalOpenModel model : List.of(
                TwoTonePictures.mapped(folder.resolve("model"), true),
                TwoTonePictures.mapped(folder.resolve("model"), false))) {
            Direction found = find(model, inMaps("left"));

            assertThat(found.layers()).containsExactly(0);
            for (int pixel = 0; pixel < found.dimension(); pixel++) {
                boolean left = pixel % 8 < 4;
                assertThat((double) found.vector()[pixel]).isCloseTo(left ? Math.sqrt(1.0 / 32) : 0, within(0.01));
            }
            assertThat(Objects.requireNonNull(found.confidence()).low()).isGreaterThan(0.95);
            Leak leak = Objects.requireNonNull(studio.directions()
                    .withLeak(model, found, data(), 1)
                    .await()
                    .orThrow()
                    .leak());
            assertThat(leak.own().change()).isGreaterThan(0.8);
            assertThat(leak.figure()).isLessThan(0.2);
            RegionChange change = studio.directions()
                    .regionChange(model, found, data())
                    .await()
                    .orThrow();
            assertThat(change.drawn()).isTrue();
            assertThat(change.share()).isGreaterThan(0.95);
        }
    }

    @Test
    void inFeatureMapsWhatIsNotThereIsNamed() {
        LocalOpenModel mapped = TwoTonePictures.mapped(folder.resolve("model"), true);

        assertThatThrownBy(() -> find(mapped, inMaps("left", 1)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("1 layers of feature maps, so there is no layer 1");
        assertThatThrownBy(() -> find(model(), inMaps("left")))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("no layers of feature maps");
        assertThatThrownBy(() -> find(
                        mapped,
                        new DirectionRequest.OfSides(
                                List.of(new Latent(new float[] {1, 1})),
                                List.of(new Latent(new float[] {-1, -1})),
                                DirectionMethod.MEAN_DIFFERENCE,
                                1,
                                inMaps("left").place())))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("known of an attribute alone");
        assertThatThrownBy(() -> new DirectionRequest.OfAttribute(
                        data(),
                        "left",
                        DirectionMethod.PARTIAL_DIFFERENCE,
                        List.of("right"),
                        1,
                        inMaps("left").place(),
                        0))
                .hasMessageContaining("held already");
    }

    @Test
    void aModelThatCannotEncodeIsAskedByItsOwnImages() throws Exception {
        Direction found = find(
                TwoTonePictures.generator(folder.resolve("model")), of("left", DirectionMethod.LOGISTIC_REGRESSION));

        assertThat((double) found.vector()[0]).isGreaterThan(0.9);
        assertThat(found.origin().plus() + found.origin().minus()).isEqualTo(4000);
    }

    @Test
    void leakNamesWhatChangesBesides() throws Exception {
        Direction straight = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE));
        Direction slanted = find(
                model(),
                new DirectionRequest.OfSides(
                        List.of(new Latent(new float[] {1, 1})),
                        List.of(new Latent(new float[] {-1, -1})),
                        DirectionMethod.MEAN_DIFFERENCE,
                        1));

        Leak little = leak(straight);
        Leak much = leak(slanted);

        assertThat(little.own().attribute()).isEqualTo("left");
        assertThat(little.own().change()).isGreaterThan(0.8);
        assertThat(little.kin()).containsExactly("same");
        assertThat(little.others()).extracting(AttributeChange::attribute).containsExactly("right");
        assertThat(little.figure()).isLessThan(0.2);
        assertThat(much.figure()).isGreaterThan(0.5);
    }

    private Leak leak(Direction direction) throws Exception {
        Direction measured = studio.directions()
                .withLeak(model(), direction, data(), 1)
                .await()
                .orThrow();
        return Objects.requireNonNull(measured.leak());
    }

    @Test
    void pixelsChangeWhereTheAttributeShows() throws Exception {
        Direction left = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE));

        RegionChange change =
                studio.directions().regionChange(model(), left, data()).await().orThrow();

        assertThat(change.drawn()).isFalse();
        assertThat(change.exactPairs()).isEqualTo(COUNT / 2);
        assertThat(change.area()).isCloseTo(0.5, within(0.1));
        assertThat(change.share()).isGreaterThan(0.9);
    }

    @Test
    void aModelThatOnlyDecodesIsFollowedOnImagesThatItDraws() throws Exception {
        // the left half goes from 0.5 - 0.2 · 2 to 0.5 + 0.2 · 2, the right half stays
        RegionChange straight = drawnChange(data(), 1, 0);
        // either half goes as far as the other
        RegionChange slanted = drawnChange(data(), 1, 1);

        assertThat(straight.drawn()).isTrue();
        assertThat(straight.pairs()).isEqualTo(200);
        assertThat(straight.exactPairs()).isEqualTo(COUNT / 2);
        assertThat(straight.area()).isEqualTo(0.5);
        assertThat(straight.inside()).isCloseTo(0.8, within(1.5 / 255));
        assertThat(straight.outside()).isZero();
        assertThat(straight.share()).isEqualTo(1);
        assertThat(slanted.share()).isCloseTo(0.5, within(0.02));
        assertThat(slanted.inside()).isBetween(0.5, 0.4 * Math.sqrt(2) + 1.5 / 255);
    }

    @Test
    void fewExactPairsLeaveTheRegionToTheWholeData() throws Exception {
        Path few = TwoTonePictures.write(folder.resolve("few"), 16);

        RegionChange change = drawnChange(few.toString(), 1, 0);

        assertThat(change.exactPairs()).isZero();
        assertThat(change.area()).isEqualTo(0.5);
        assertThat(change.share()).isEqualTo(1);
    }

    @Test
    void dataThatDoNotShowTheAttributeAreNamed() throws Exception {
        Path alike = Files.createDirectories(folder.resolve("alike"));
        StringBuilder table = new StringBuilder("file,left\n");
        for (int i = 0; i < 24; i++) {
            Files.write(alike.resolve(i + ".png"), PngFile.encode(TwoTonePictures.image(0), Map.of()));
            table.append("%d.png,%d%n".formatted(i, i % 2));
        }
        Files.writeString(alike.resolve("attributes.csv"), table);

        assertThatThrownBy(() -> drawnChange(alike.toString(), 1, 0))
                .isInstanceOf(BadDataset.class)
                .hasMessageContaining("do not show where left is");
    }

    /// Of a direction of `left` through latents that are N(0, I).
    private RegionChange drawnChange(String data, float left, float right) throws Exception {
        float length = (float) Math.hypot(left, right);
        Direction direction = new Direction(
                "left",
                DirectionSpace.Z,
                new float[] {left / length, right / length},
                new Calibration(0, 1, -3, 3),
                List.of(),
                new DirectionOrigin(DirectionMethod.MEAN_DIFFERENCE, "", "left", List.of(), 1, 1, 1),
                null,
                null);
        return studio.directions()
                .regionChange(TwoTonePictures.generator(folder.resolve("model")), direction, data)
                .await()
                .orThrow();
    }

    @Test
    void factorsOfTheFirstWeightsNeedNoData() throws Exception {
        List<Direction> found = studio.directions()
                .find(model(), new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 5, 1))
                .await()
                .orThrow();

        assertThat(found).hasSize(2);
        assertThatThrownBy(
                        () -> find(model(), new DirectionRequest.ClosedForm(DirectionMethod.PRINCIPAL_COMPONENT, 5, 1)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("vary alike");
        assertThatThrownBy(() -> find(
                        TwoTonePictures.generator(folder),
                        new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 5, 1)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("meets first");
    }

    @Test
    void whatIsSavedIsListedBehindWhatCameWithTheModel() throws Exception {
        Directions directions = studio.directions();
        Direction left = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE));
        directions
                .saveInto(folder.resolve("model").resolve(ModelFolder.DIRECTIONS), model(), left)
                .await()
                .orThrow();
        directions.save(model(), left.named("mine: a/b")).await().orThrow();

        List<Directions.Kept> kept = directions.list(model()).await().orThrow().directions();

        assertThat(kept).extracting(each -> each.direction().name()).containsExactly("left", "mine: a/b");
        assertThat(kept).extracting(Directions.Kept::ready).containsExactly(true, false);
        assertThat(kept.get(1).direction()).isEqualTo(left.named("mine: a/b"));
        assertThat(kept.get(1).file()).startsWith(folder.resolve("home").resolve("directions"));

        directions.delete(model(), "mine: a/b").await().orThrow();
        assertThat(directions.list(model()).await().orThrow().directions()).hasSize(1);
        assertThatThrownBy(() -> directions.delete(model(), "left").await().orThrow())
                .isInstanceOf(NotFound.class);
    }

    @Test
    void directionsOfOtherWeightsAreNamedAndLeftOut() throws Exception {
        Directions directions = studio.directions();
        Direction left = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE));
        directions.save(model(), left).await().orThrow();

        Directions.Shelf shelf = directions
                .list(TwoTonePictures.model(folder.resolve("model"), "b"))
                .await()
                .orThrow();

        assertThat(shelf.directions()).isEmpty();
        assertThat(shelf.problems()).hasSize(1);
        assertThat(shelf.problems().getFirst()).contains("trained further or replaced");
    }

    @Test
    void aModelThatIsStillBeingTrainedKeepsNoDirections() throws Exception {
        Direction left = find(model(), of("left", DirectionMethod.MEAN_DIFFERENCE));

        assertThatThrownBy(() -> studio.directions()
                        .save(TwoTonePictures.model(folder.resolve("model"), ""), left)
                        .await()
                        .orThrow())
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("still being trained");
        assertThat(Files.exists(folder.resolve("home").resolve("directions"))).isFalse();
    }

    @Test
    void anAttributeOfTooManyValuesForAClassifierIsNamed() throws Exception {
        Path table = folder.resolve("data/attributes.csv");
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(table)) {
            lines.add(line + "," + (lines.isEmpty() ? "number" : "n" + lines.size()));
        }
        Files.write(table, lines);

        for (DirectionMethod method : List.of(DirectionMethod.MEAN_DIFFERENCE, DirectionMethod.MEAN_CHANGE)) {
            assertThatThrownBy(() ->
                            find(TwoTonePictures.generator(folder.resolve("drawing")), of("number=n1|n2", method)))
                    .isInstanceOf(BadOption.class)
                    .hasMessageContaining("No classifier tells 'number': it has 120 values, at most 64");
        }
    }

    @Test
    void aSearchThatIsCancelledWhileItsClassifierLearnsIsCancelled() throws Exception {
        Job<List<Direction>> job = studio.directions()
                .find(
                        TwoTonePictures.generator(folder.resolve("drawing")),
                        of("left", DirectionMethod.MEAN_DIFFERENCE));
        while (!job.progress().activity().equals("Training the classifier") && !job.isDone()) {
            Thread.sleep(1);
        }
        job.cancel();

        assertThat(job.await()).isInstanceOf(Outcome.Cancelled.class);
    }

    @Test
    void whatCannotBeFoundIsNamed() {
        assertThatThrownBy(() -> find(model(), of("smile", DirectionMethod.LINEAR_SVM)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("left, right, same");
        assertThatThrownBy(() -> find(
                        model(),
                        new DirectionRequest.OfSides(
                                List.of(new Latent(new float[3])),
                                List.of(new Latent(new float[3])),
                                DirectionMethod.MEAN_DIFFERENCE,
                                1)))
                .isInstanceOf(IncompatibleModel.class)
                .hasMessageContaining("has 3 numbers");
        Latent one = new Latent(new float[] {1, 1});
        assertThatThrownBy(() -> find(
                        model(),
                        new DirectionRequest.OfSides(List.of(one), List.of(one), DirectionMethod.MEAN_DIFFERENCE, 1)))
                .isInstanceOf(BadOption.class)
                .hasMessageContaining("same");
    }
}
