package studio.latent.app.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.explore.DirectionSides.Side;
import studio.latent.app.explore.DirectionStudioViewModel.Figures;
import studio.latent.app.explore.DirectionWish.Source;
import studio.latent.app.session.LatentState;
import studio.latent.app.session.Origin;
import studio.latent.engine.DirectionRequest;
import studio.latent.engine.direction.DirectionMethod;
import studio.latent.engine.direction.DirectionPlace;
import studio.latent.engine.direction.DirectionSpace;
import studio.latent.engine.direction.Leak;
import studio.latent.engine.error.BadOption;
import studio.latent.engine.generate.Styling;

class DirectionStudioViewModelTest {
    private final ExploreFixture fixture = ExploreFixture.with(FakeStudio.GREY);
    private final ExploreViewModel explore = fixture.explore;
    private final DirectionStudioViewModel studio = explore.directionStudio();

    private void open() {
        studio.shownProperty().set(true);
        fixture.work();
    }

    private void bySides() {
        open();
        studio.wish().sides().put(Side.PLUS, studio.wish().sides().candidates().getFirst());
        studio.wish().sides().put(Side.MINUS, studio.wish().sides().candidates().getFirst());
        studio.find();
        fixture.work();
    }

    private void byAttribute() {
        open();
        studio.wish().sourceProperty().set(Source.ATTRIBUTE);
        studio.find();
        fixture.work();
    }

    private Figures figures() {
        return Objects.requireNonNull(studio.figuresProperty().get());
    }

    /// The direction of an attribute that was asked for last.
    private DirectionRequest.OfAttribute asked() {
        return (DirectionRequest.OfAttribute)
                fixture.studio.directions().requests().getLast();
    }

    @Test
    void openedItOffersImagesAndData() {
        open();

        assertThat(studio.wish().sides().candidates()).isNotEmpty();
        assertThat(studio.wish().data().datasets()).isNotEmpty();
        assertThat(studio.wish().isReady()).isFalse();
        assertThat(studio.wish().methods()).containsExactly("mean-difference", "logistic-regression", "linear-svm");
    }

    @Test
    void twoSidesGiveADirectionAndTheStripOfTheImageUnderTheHand() {
        bySides();

        assertThat(studio.strip()).hasSize(7);
        assertThat(studio.strip()).allSatisfy(step -> assertThat(step.image()).isNotNull());
        float[] along = fixture.latent().values().clone();
        along[2] = -3;
        assertThat(studio.strip().getFirst().image())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.GREY, new studio.latent.engine.model.Latent(along)));
        assertThat(figures().plus()).isEqualTo(12);
        assertThat(figures().leak()).isNaN();
        assertThat(studio.isSavable()).as("without a name").isFalse();
    }

    @Test
    void aDirectionThatHasASliderIsLookedAt() {
        NamedDirections.Row row = explore.namedDirections().rows().getFirst();

        studio.look(row);
        fixture.work();

        assertThat(studio.shownProperty().get()).isTrue();
        assertThat(studio.strip())
                .hasSize(7)
                .allSatisfy(step -> assertThat(step.image()).isNotNull());
        assertThat(studio.nameProperty().get()).isEqualTo(row.name());
        assertThat(studio.savedProperty().get()).isTrue();
        assertThat(studio.alternatives()).isEmpty();
        assertThat(figures().others()).isEqualTo(figuresOf(row));
    }

    private static List<DirectionStudioViewModel.Change> figuresOf(NamedDirections.Row row) {
        Leak leak = row.direction().leak();
        return leak == null
                ? List.of()
                : leak.others().stream()
                        .map(other -> new DirectionStudioViewModel.Change(other.attribute(), other.change()))
                        .toList();
    }

    @Test
    void anAttributeGivesADirectionWithItsNameAndConfidence() {
        studio.wish().methodProperty().set("linear-svm");
        byAttribute();

        DirectionRequest.OfAttribute asked = (DirectionRequest.OfAttribute)
                fixture.studio.directions().requests().getFirst();
        assertThat(asked.dataset()).isEqualTo("grey-data");
        assertThat(asked.attribute()).isEqualTo("class=round");
        assertThat(asked.method()).isEqualTo(DirectionMethod.LINEAR_SVM);
        assertThat(studio.nameProperty().get()).isEqualTo("class=round");
        assertThat(figures().confidence()).containsExactly(0.9, 0.85, 0.95);
    }

    @Test
    void anAttributesDirectionIsDisentangledOnDemand() {
        byAttribute();
        studio.wish().disentangledProperty().set(true);
        studio.find();
        fixture.work();

        assertThat(fixture.studio.directions().requests())
                .extracting(asked -> ((DirectionRequest.OfAttribute) asked).disentangling())
                .containsExactly(0.0, 1.0);
    }

    @Test
    void onlyAnAttributesDirectionMovesEachLayerInItsOwnWay() {
        explore.open(FakeStudio.STYLED);
        fixture.work();
        byAttribute();
        studio.wish().place().spaceProperty().set(DirectionSpace.W_PLUS);
        assertThat(studio.wish().methods()).containsExactly("mean-change");
        assertThat(studio.wish().disentangledProperty().get()).isTrue();
        studio.find();
        fixture.work();
        DirectionRequest.OfAttribute asked = asked();
        assertThat(asked.method()).isEqualTo(DirectionMethod.MEAN_CHANGE);
        assertThat(asked.place()).isEqualTo(new DirectionPlace(DirectionSpace.W_PLUS, new TreeSet<>()));

        studio.wish().sourceProperty().set(Source.SIDES);
        assertThat(studio.wish().place().spaceProperty().get()).isEqualTo(DirectionSpace.W);
        assertThat(studio.wish().methods()).doesNotContain("mean-change");
    }

    @Test
    void noiseThatSamplingStartsFromHasDirectionsThatTakeNoStepsAlongItsAxes() {
        explore.open(FakeStudio.DENOISING);
        fixture.work();
        byAttribute();
        assertThat(studio.wish().methods()).contains("logistic-regression").doesNotContain("mean-change");
        studio.wish().disentangledProperty().set(true);
        assertThat(studio.wish().disentangles().get()).isFalse();
        studio.find();
        fixture.work();
        DirectionRequest.OfAttribute asked = asked();
        assertThat(asked.disentangling()).isZero();
        assertThat(studio.strip()).isNotEmpty();
    }

    @Test
    void inFeatureMapsAnAttributesDirectionHoldsAllOthers() {
        explore.open(FakeStudio.STYLED);
        fixture.work();
        byAttribute();
        studio.wish().disentangledProperty().set(true);
        studio.wish().place().spaceProperty().set(DirectionSpace.FEATURE_MAPS);
        assertThat(studio.wish().methods()).containsExactly("partial-difference");
        assertThat(studio.wish().holdsOthers().get()).isTrue();
        studio.find();
        fixture.work();
        DirectionRequest.OfAttribute asked = asked();
        assertThat(asked.method()).isEqualTo(DirectionMethod.PARTIAL_DIFFERENCE);
        assertThat(asked.disentangling()).isZero();
        assertThat(asked.place().space()).isEqualTo(DirectionSpace.FEATURE_MAPS);

        studio.wish().sourceProperty().set(Source.MODEL);
        assertThat(studio.wish().place().spaceProperty().get()).isEqualTo(DirectionSpace.W);
    }

    @Test
    void leakIsMeasuredOnTheDataChosen() {
        byAttribute();
        assertThat(studio.isMeasurable()).isTrue();

        studio.measure();
        assertThat(studio.busyProperty().get()).isTrue();
        fixture.work();

        assertThat(studio.busyProperty().get()).isFalse();
        assertThat(figures().leak()).isCloseTo(Math.sqrt((0.01 + 0.0004) / 2) / 0.8, within(1e-9));
        assertThat(figures().others())
                .extracting(DirectionStudioViewModel.Change::attribute)
                .containsExactly("hat", "beard");
    }

    @Test
    void theModelAloneGivesDirectionsToGoThrough() {
        open();
        studio.wish().sourceProperty().set(Source.MODEL);
        assertThat(studio.wish().methods())
                .containsExactly("principal-component", "weight-factor", "activation-component");
        assertThat(studio.wish().methodProperty().get()).isEqualTo("weight-factor");
        assertThat(studio.wish().isReady()).isTrue();

        studio.find();
        fixture.work();

        assertThat(fixture.studio.directions().requests())
                .containsExactly(new DirectionRequest.ClosedForm(DirectionMethod.WEIGHT_FACTOR, 12, 1));
        assertThat(studio.alternatives()).containsExactly(1, 2);
        studio.apply(studio.strip().getLast());
        assertThat(fixture.latent().values()[0]).isEqualTo(3);

        studio.alternativeProperty().set(2);
        fixture.work();
        studio.apply(studio.strip().getFirst());

        assertThat(fixture.latent().values()[1]).isEqualTo(-3);
        assertThat(studio.nameProperty().get()).as("a number is no name").isEmpty();

        studio.wish().sourceProperty().set(Source.SIDES);
        assertThat(studio.wish().methodProperty().get()).isEqualTo("mean-difference");
    }

    @Test
    void inAModelWithStylesTheDirectionMovesThoseOfTheChosenLayersFromWhereTheyLie() {
        explore.open(FakeStudio.STYLED);
        fixture.work();
        studio.wish().sourceProperty().set(Source.MODEL);
        assertThat(studio.wish().methods()).containsExactly("principal-component", "weight-factor");
        studio.wish().place().chooseThird(0);
        open();
        studio.find();
        fixture.work();

        assertThat(fixture.studio.directions().requests().getFirst().place())
                .isEqualTo(new DirectionPlace(DirectionSpace.W, new TreeSet<>(List.of(0))));
        assertThat(studio.strip())
                .hasSize(7)
                .allSatisfy(step -> assertThat(step.image()).isNotNull());
        assertThat(studio.strip().getFirst().image())
                .isNotEqualTo(studio.strip().getLast().image());
        LatentState before = fixture.state();
        studio.apply(studio.strip().getLast());

        Styling moved = fixture.state().renderingOrUsual().sampling().styling();
        assertThat(Objects.requireNonNull(moved.shift()).styles())
                .startsWith(3, 0, 0, 0)
                .hasSize(15);
        assertThat(fixture.latent()).isEqualTo(before.latent());
        assertThat(fixture.state().origin()).isEqualTo(before.origin());
        studio.followHand();
        fixture.work();
        studio.apply(studio.strip().get(3));
        assertThat(fixture.state())
                .as("the strip counts from the latent's own styles")
                .isEqualTo(before);

        studio.wish().place().layers().forEach(layer -> layer.chosenProperty().set(false));
        assertThat(studio.wish().isReady()).isFalse();
    }

    @Test
    void anImageOfTheStripIsTakenToTheCanvasAsAGesture() {
        bySides();
        explore.rest();
        float before = fixture.latent().values()[2];

        studio.apply(studio.strip().getLast());

        assertThat(fixture.latent().values()[2]).isEqualTo(3);
        assertThat(fixture.state().origin()).isInstanceOf(Origin.Named.class);
        explore.undo();
        assertThat(fixture.latent().values()[2]).isEqualTo(before);
    }

    @Test
    void theStripFollowsTheHandWhenAsked() {
        bySides();
        explore.seeds().seedProperty().set(123);

        studio.followHand();
        fixture.work();

        float[] along = fixture.latent().values().clone();
        along[2] = 0;
        assertThat(studio.strip().get(3).image())
                .isEqualTo(fixture.studio.imageOf(FakeStudio.GREY, new studio.latent.engine.model.Latent(along)));
    }

    @Test
    void whatIsSavedBecomesASlider() {
        bySides();
        studio.nameProperty().set(" grin ");

        studio.save();
        fixture.work();

        assertThat(studio.savedProperty().get()).isTrue();
        assertThat(explore.namedDirections().rows())
                .extracting(NamedDirections.Row::name)
                .contains("grin");
        assertThat(studio.replaces()).isTrue();
        studio.nameProperty().set("other");
        assertThat(studio.savedProperty().get()).isFalse();
        assertThat(studio.replaces()).isFalse();
    }

    @Test
    void whatIsDeletedIsNotSavedAnyMoreUntilItIsSavedAgain() {
        bySides();
        studio.nameProperty().set("grin");
        studio.save();
        fixture.work();
        NamedDirections named = explore.namedDirections();

        named.delete(named.rows().getLast());
        fixture.work();
        assertThat(studio.savedProperty().get()).isFalse();

        studio.save();
        fixture.work();
        assertThat(studio.savedProperty().get()).isTrue();
        assertThat(named.deletedProperty().get()).as("its name is taken again").isNull();
        assertThat(named.rows()).extracting(NamedDirections.Row::name).containsOnlyOnce("grin");
    }

    @Test
    void whatGoesWrongIsTold() {
        open();
        studio.wish().sourceProperty().set(Source.ATTRIBUTE);
        fixture.studio.failNext(new BadOption("Nothing tells the two sides apart.", "Put other images."));

        studio.find();
        fixture.work();

        assertThat(Objects.requireNonNull(explore.troubleProperty().get()).problem())
                .contains("Nothing tells");
        assertThat(studio.busyProperty().get()).isFalse();
        assertThat(studio.figuresProperty().get()).isNull();
    }

    @Test
    void anotherModelBeginsAnew() {
        bySides();

        explore.open(FakeStudio.COLOUR);
        fixture.work();

        assertThat(studio.figuresProperty().get()).isNull();
        assertThat(studio.strip()).isEmpty();
        assertThat(studio.isMeasurable()).isFalse();
        assertThat(studio.wish().sides().candidates())
                .as("of the model that came")
                .hasSize(16);
    }
}
