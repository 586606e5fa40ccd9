package studio.latent.app.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import studio.latent.app.FakeStudio;
import studio.latent.app.fx.ManualUiThread;
import studio.latent.app.l10n.Messages;
import studio.latent.app.session.Session;
import studio.latent.app.session.UndoTree;
import studio.latent.engine.Contender;
import studio.latent.engine.OpenModel;
import studio.latent.engine.model.Family;
import studio.latent.engine.model.PriorKind;

class StepSamplingTest {
    private final FakeStudio studio = FakeStudio.direct();
    private final ManualUiThread ui = new ManualUiThread();
    private final List<Throwable> troubles = new ArrayList<>();
    private final ModelShelf shelf =
            new ModelShelf(studio.models(), new Session(studio, ui::run, UndoTree.inMemory()), ui);
    private final StepSampling sampling = new StepSampling(studio.models(), shelf, ui, troubles::add);

    private ContenderRow row(String name) throws Exception {
        OpenModel model = studio.models().open(name).await().orThrow();
        return new ContenderRow(model.card(), PriorKind.NORMAL, Messages.in(Locale.ENGLISH));
    }

    private List<Contender> sampled(List<ContenderRow> rows) {
        List<Contender> all = new ArrayList<>();
        shelf.open(rows, opened -> all.addAll(sampling.over(opened)), troubles::add);
        return all;
    }

    @Test
    void guidance_is_turned_where_no_classifier_fits() throws Exception {
        sampling.offer(List.of(row(FakeStudio.GREY)));
        assertThat(sampling.inStepsProperty().get()).isFalse();

        List<ContenderRow> rows = List.of(row(FakeStudio.DENOISING));
        sampling.offer(rows);

        assertThat(sampling.inStepsProperty().get()).isTrue();
        assertThat(sampling.ledProperty().get()).isFalse();
        assertThat(sampling.turnable()).containsExactly(StepSampling.GUIDANCE);
        assertThat(sampled(rows)).extracting(Contender::turned).containsExactly(Family.DIFFUSION.dial());
        assertThat(troubles).isEmpty();
    }

    @Test
    void the_scale_of_a_classifier_is_turned_of_the_models_that_it_fits() throws Exception {
        studio.guideWith("guide-a", "guide-b");
        List<ContenderRow> rows = List.of(row(FakeStudio.DENOISING), row(FakeStudio.GREY));
        sampling.offer(rows);
        sampling.turnedProperty().set("guide-b");
        sampling.stepsProperty().set(4);

        List<Contender> all = sampled(rows);

        assertThat(sampling.ledProperty().get()).isTrue();
        assertThat(sampling.turnable()).containsExactly(StepSampling.GUIDANCE, "guide-a", "guide-b");
        assertThat(all)
                .extracting(each -> each.turned().name())
                .containsExactly("classifierScale", Family.VAE.dial().name());
        assertThat(all.getFirst().dial()).isZero();
        assertThat(all.getFirst().sampling().steps()).isEqualTo(4);
        assertThat(all.getFirst().at(2).drawn(1, 1).sampling().steering().classifier())
                .satisfies(choice -> assertThat(choice.name()).isEqualTo("guide-b"))
                .satisfies(choice -> assertThat(choice.scale()).isEqualTo(2));
    }

    @Test
    void a_classifier_that_fits_no_more_gives_way_to_guidance() throws Exception {
        studio.guideWith("guide-a", "guide-b");
        sampling.offer(List.of(row(FakeStudio.DENOISING)));
        sampling.turnedProperty().set("guide-b");

        studio.guideWith("guide-b");
        sampling.offer(List.of(row(FakeStudio.DENOISING)));
        assertThat(sampling.turnedProperty().get()).isEqualTo("guide-b");

        sampling.offer(List.of(row(FakeStudio.GREY)));
        assertThat(sampling.turnedProperty().get()).isEqualTo(StepSampling.GUIDANCE);
        assertThat(sampling.ledProperty().get()).isFalse();
    }

    @Test
    void only_sampler_and_steps_ask_for_new_images() {
        List<String> heard = new ArrayList<>();
        sampling.onRedraw(() -> heard.add("redraw"));

        sampling.turnedProperty().set("guide-a");
        assertThat(heard).isEmpty();
        sampling.samplerProperty().set("ddim");
        sampling.stepsProperty().set(4);

        assertThat(heard).hasSize(2);
        assertThat(sampling.choice()).isEqualTo(new SamplerChoice("ddim", 4));
    }
}
