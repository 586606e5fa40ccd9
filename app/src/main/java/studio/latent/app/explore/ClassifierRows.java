package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import studio.latent.app.control.ParameterSlider;
import studio.latent.app.l10n.Messages;

/// Which classifier guides sampling, how strongly, and what is left of the diversity; nothing where none fits the
/// model.
final class ClassifierRows extends VBox {
    private final ClassifierViewModel classifier;
    private final SectionParts parts;
    private final Messages messages;

    ClassifierRows(ClassifierViewModel classifier, SectionParts parts) {
        this.classifier = classifier;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("slider-rows");
        visibleProperty().bind(classifier.offeredProperty());
        managedProperty().bind(visibleProperty());
        getChildren().addAll(choice(), scale(), diversity());
        sceneProperty().subscribe(scene -> {
            if (scene != null) {
                classifier.refresh(); // one may have been trained while another place was shown
            }
        });
    }

    private HBox choice() {
        ComboBox<String> box = new ComboBox<>(classifier.names());
        box.setId("explore-classifier");
        box.getStyleClass().add(Styles.DENSE);
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        classifier.chosenProperty().subscribe(box::setValue);
        box.valueProperty().subscribe((_, value) -> {
            if (value != null && !value.equals(classifier.chosenProperty().get())) {
                classifier.chosenProperty().set(value);
                parts.restNow();
            }
        });
        Label label = new Label(messages.text("explore.classifier"));
        label.setLabelFor(box);
        box.setAccessibleText(messages.text("explore.classifier"));
        box.setTooltip(new Tooltip(messages.text("explore.classifier.help")));
        HBox row = new HBox(label, box);
        row.getStyleClass().add("field-row");
        return row;
    }

    private ParameterSlider scale() {
        ParameterSlider slider = new ParameterSlider(
                        messages, messages.text("explore.classifier.scale"), new ParameterSlider.Range(0, 30, 0, 0.1))
                .withHelp(messages.text("explore.classifier.scale.help"));
        slider.setId("explore-classifier-scale");
        parts.wire(classifier.scaleProperty(), slider);
        return slider;
    }

    private Label diversity() {
        Label label = new Label();
        label.setId("explore-classifier-diversity");
        label.getStyleClass().addAll("hint", "figures");
        label.setWrapText(true);
        Runnable tell = () -> {
            boolean wishless = classifier.wishlessProperty().get();
            boolean shown = wishless || classifier.leadingProperty().get();
            label.setText(wishless ? messages.text("explore.classifier.nowish") : words());
            label.setTooltip(tooltip());
            label.setVisible(shown);
            label.setManaged(shown);
        };
        classifier.leadingProperty().subscribe(tell);
        classifier.wishlessProperty().subscribe(tell);
        classifier.leftProperty().subscribe(tell);
        return label;
    }

    private String words() {
        ClassifierViewModel.Left left = classifier.leftProperty().get();
        return left == null
                ? messages.text("explore.classifier.measuring")
                : messages.text(
                        "explore.classifier.diversity",
                        messages.number(100 * left.share(), 0),
                        messages.number(100 * left.guided(), 1),
                        messages.number(100 * left.alone(), 1));
    }

    private Tooltip tooltip() {
        ClassifierViewModel.Left left = classifier.leftProperty().get();
        return new Tooltip(
                left == null
                        ? messages.text("explore.classifier.scale.help")
                        : messages.text("explore.classifier.diversity.help", left.images()));
    }
}
