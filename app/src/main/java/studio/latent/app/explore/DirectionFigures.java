package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.geometry.HPos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.latent.app.explore.DirectionStudioViewModel.Change;
import studio.latent.app.explore.DirectionStudioViewModel.Figures;
import studio.latent.app.l10n.Messages;

/// How sure a direction is and what it changes besides: sentences, and a bar for each attribute.
final class DirectionFigures extends VBox {
    private static final double BAR_HEIGHT = 8;

    /// Longest name of an attribute in a sentence.
    private static final int LONGEST = 32;

    /// Cosine similarities from which on refits count as alike, and as nearly so.
    private static final double SURE = 0.9;

    private static final double FAIR = 0.7;

    private final Messages messages;
    private final Label confidence = new Label();
    private final Label leak = new Label();
    private final GridPane bars = new GridPane();

    DirectionFigures(DirectionStudioViewModel studio, SectionParts parts) {
        messages = parts.messages();
        getStyleClass().add("studio-figures");
        confidence.setId("explore-studio-confidence");
        leak.setId("explore-studio-leak");
        for (Label label : new Label[] {confidence, leak}) {
            label.setWrapText(true);
            label.setMinHeight(USE_PREF_SIZE);
        }
        confidence.setTooltip(new Tooltip(messages.text("explore.studio.confidence.help")));
        leak.setTooltip(new Tooltip(messages.text("explore.studio.leak.help")));
        bars.getStyleClass().add("leak-bars");
        ColumnConstraints names = new ColumnConstraints();
        names.setMaxWidth(110);
        ColumnConstraints lengths = new ColumnConstraints();
        lengths.setHgrow(Priority.ALWAYS);
        ColumnConstraints shares = new ColumnConstraints();
        shares.setHalignment(HPos.RIGHT);
        shares.setMinWidth(USE_PREF_SIZE);
        bars.getColumnConstraints().setAll(names, lengths, shares);
        ScrollPane scroll = new ScrollPane(bars);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(true);
        scroll.setAccessibleText(messages.text("explore.studio.leak.bars"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Button measure = new Button(messages.text("explore.studio.measure"));
        measure.setId("explore-studio-measure");
        measure.getStyleClass().add(Styles.SMALL);
        measure.setTooltip(new Tooltip(messages.text("explore.studio.measure.help")));
        measure.setOnAction(_ -> studio.measure());
        Runnable offer = () -> measure.setDisable(
                !studio.isMeasurable() || studio.busyProperty().get());
        studio.busyProperty().subscribe(offer);
        studio.wish().data().datasetProperty().subscribe(offer);
        studio.figuresProperty().subscribe(now -> {
            show(now);
            offer.run();
        });
        getChildren().addAll(confidence, leak, scroll, measure);
    }

    private void show(@Nullable Figures now) {
        bars.getChildren().clear();
        if (now == null) {
            confidence.setText(messages.text("explore.studio.nothing"));
            leak.setText("");
            return;
        }
        confidence.setText(confidence(now));
        Change own = now.own();
        if (own == null) {
            leak.setText(messages.text("explore.studio.leak.none"));
            return;
        }
        String what = AttributeText.ofChoice(own.attribute());
        leak.setText(messages.text(
                "explore.studio.leak",
                Messages.shortened(what, LONGEST),
                Math.round(100 * own.share()),
                Double.isFinite(now.leak()) ? messages.number(now.leak(), 2) : "∞"));
        bar(0, own, true);
        for (int i = 0; i < now.others().size(); i++) {
            bar(i + 1, now.others().get(i), false);
        }
    }

    private String confidence(Figures now) {
        if (now.confidence().isEmpty()) {
            return now.unlabelled()
                    ? messages.text("explore.studio.confidence.unlabelled.none")
                    : messages.text("explore.studio.confidence.none", now.plus(), now.minus());
        }
        double median = now.confidence().getFirst();
        String word = median >= SURE ? "sure" : median >= FAIR ? "fair" : "unsure";
        return messages.text(
                now.unlabelled() ? "explore.studio.confidence.unlabelled" : "explore.studio.confidence",
                messages.text("explore.studio.confidence." + word),
                messages.number(median, 2),
                messages.number(now.confidence().get(1), 2),
                messages.number(now.confidence().get(2), 2),
                now.plus(),
                now.minus());
    }

    private void bar(int row, Change change, boolean own) {
        String what = AttributeText.ofChoice(change.attribute());
        Label name = new Label(what);
        name.setTooltip(new Tooltip(what));
        Label share = new Label(messages.number(100 * change.share(), 0) + " %");
        share.getStyleClass().add("figures");
        name.setLabelFor(share);
        share.setAccessibleText(messages.text("explore.studio.leak.bar", what, Math.round(100 * change.share())));
        bars.addRow(row, name, new Bar(change.share(), own), share);
    }

    private static final class Bar extends StackPane {
        private final Region fill = new Region();
        private final double share;

        Bar(double share, boolean own) {
            this.share = share;
            getStyleClass().add("bar");
            fill.getStyleClass().add(own ? "own" : "fill");
            fill.setManaged(false);
            getChildren().add(fill);
            setMinSize(40, BAR_HEIGHT);
            setMaxHeight(BAR_HEIGHT);
        }

        @Override
        protected void layoutChildren() {
            super.layoutChildren();
            fill.resizeRelocate(0, 0, Math.max(1, getWidth() * Math.min(1, share)), getHeight());
        }
    }
}
