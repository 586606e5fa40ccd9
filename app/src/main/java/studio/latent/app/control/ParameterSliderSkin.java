package studio.latent.app.control;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SkinBase;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/// Name, unit and exact value above, slider below.
final class ParameterSliderSkin extends SkinBase<ParameterSlider> {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("error");
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final Duration TOOLTIP_DELAY = Duration.millis(500);

    private final NumberText numbers;
    private final int digits;
    private final Label name = new Label();
    private final Label unit = new Label();
    private final TextField exact = new TextField();
    private final Slider slider = new Slider();
    private String shown = "";

    ParameterSliderSkin(ParameterSlider control) {
        super(control);
        numbers = new NumberText(control.messages());
        digits = NumberText.digitsFor(control.range().step());
        buildSlider(control);
        buildField(control);
        name.getStyleClass().add("name");
        name.textProperty().bind(control.labelProperty());
        name.graphicProperty().bind(control.graphicProperty());
        name.setLabelFor(slider);
        name.setMinWidth(0);
        name.setOnMouseClicked(this::resetOnDoubleClick);
        unit.getStyleClass().add("unit");
        unit.textProperty().bind(control.unitProperty());
        unit.visibleProperty().bind(control.unitProperty().isNotEmpty());
        unit.managedProperty().bind(unit.visibleProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(name, gap, exact, unit);
        top.getStyleClass().add("head");
        top.setAlignment(Pos.CENTER_LEFT);
        getChildren().add(new VBox(top, slider));
        explain(control);
        registerChangeListener(control.valueProperty(), _ -> showValue());
        registerChangeListener(control.helpProperty(), _ -> explain(control));
        registerChangeListener(control.labelProperty(), _ -> explain(control));
        showValue();
    }

    private void buildSlider(ParameterSlider control) {
        ParameterSlider.Range range = control.range();
        slider.setMin(range.min());
        slider.setMax(control.trackEnd());
        slider.setBlockIncrement(range.step());
        slider.setValue(Math.min(control.getValue(), control.trackEnd()));
        slider.setMaxWidth(Double.MAX_VALUE);
        // The slider's own steps snap badly for uneven ranges, so the keys are handled here and the mouse is rounded.
        slider.addEventFilter(KeyEvent.KEY_PRESSED, this::sliderKey);
        slider.valueProperty().subscribe(moved -> {
            // A value beyond the track's end leaves the thumb there.
            if (moved.doubleValue() != Math.min(getSkinnable().getValue(), slider.getMax())) {
                getSkinnable().setValue(onGrid(moved.doubleValue()));
            }
        });
        slider.addEventFilter(MouseEvent.MOUSE_CLICKED, this::resetOnDoubleClick);
        control.changingWrapper().bind(slider.valueChangingProperty());
    }

    private void buildField(ParameterSlider control) {
        exact.getStyleClass().addAll("exact", "figures");
        exact.setAlignment(Pos.CENTER_RIGHT);
        ParameterSlider.Range range = control.range();
        int longest = Math.max(
                numbers.write(range.min(), digits).length(),
                numbers.write(range.max(), digits).length());
        exact.setPrefColumnCount(Math.clamp(longest + digits + 3, 4, 10));
        exact.setOnAction(_ -> takeExact());
        exact.focusedProperty().subscribe(focused -> {
            if (!focused) {
                takeExact();
            }
        });
        exact.textProperty().subscribe(_ -> exact.pseudoClassStateChanged(WRONG, false));
        exact.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
    }

    private void explain(ParameterSlider control) {
        String help = control.helpProperty().get();
        String label = control.labelProperty().get();
        String how = control.messages().text("control.slider.keys");
        slider.setAccessibleText(label);
        slider.setAccessibleHelp(help + " " + how);
        exact.setAccessibleText(control.messages().text("control.slider.exact", label));
        exact.setAccessibleHelp(help);
        Tooltip tip = new Tooltip(help.isEmpty() ? how : help + "\n" + how);
        tip.setShowDelay(TOOLTIP_DELAY);
        tip.setWrapText(true);
        tip.setMaxWidth(360);
        name.setTooltip(tip);
        slider.setTooltip(tip);
    }

    private double onGrid(double raw) {
        ParameterSlider.Range range = getSkinnable().range();
        if (raw <= range.min() || raw >= range.max() || raw == slider.getMax()) {
            return raw;
        }
        double origin = Math.abs(range.min() / range.step()) < 1e12 ? range.min() : 0;
        double rounded = origin + Math.rint((raw - origin) / range.step()) * range.step();
        double power = Math.pow(10, NumberText.digitsFor(range.step()) + 3);
        return Math.rint(rounded * power) / power;
    }

    private void showValue() {
        double value = getSkinnable().getValue();
        slider.setValue(Math.min(value, slider.getMax()));
        shown = numbers.write(value, value == onGrid(value) ? digits : digits + 2);
        exact.setText(shown);
        boolean changed = value != getSkinnable().range().initial();
        name.pseudoClassStateChanged(CHANGED, changed);
    }

    /// Takes what was typed. A text that was only shown is left alone: it may be rounded, and leaving the field
    /// must not move the value.
    private void takeExact() {
        if (exact.getText().equals(shown)) {
            return;
        }
        numbers.read(exact.getText())
                .ifPresentOrElse(
                        wanted -> {
                            getSkinnable().setValue(wanted);
                            showValue();
                        },
                        () -> exact.pseudoClassStateChanged(WRONG, true));
    }

    private void sliderKey(KeyEvent event) {
        double step = getSkinnable().range().step();
        boolean handled = true;
        switch (event.getCode()) {
            case LEFT, DOWN -> stepBy(-step);
            case RIGHT, UP -> stepBy(step);
            case PAGE_DOWN -> stepBy(-10 * step);
            case PAGE_UP -> stepBy(10 * step);
            case HOME -> getSkinnable().setValue(getSkinnable().range().min());
            case END -> getSkinnable().setValue(slider.getMax());
            case DELETE, BACK_SPACE -> getSkinnable().reset();
            default -> handled = false;
        }
        if (handled && !event.isShortcutDown() && !event.isAltDown()) {
            event.consume();
        }
    }

    private void fieldKey(KeyEvent event) {
        double step = getSkinnable().range().step();
        switch (event.getCode()) {
            case UP -> {
                takeExact();
                stepBy(step);
                event.consume();
            }
            case DOWN -> {
                takeExact();
                stepBy(-step);
                event.consume();
            }
            case ESCAPE -> showValue();
            default -> {}
        }
    }

    private void stepBy(double amount) {
        double from = getSkinnable().getValue();
        getSkinnable().setValue(onGrid(from + amount));
    }

    private void resetOnDoubleClick(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            getSkinnable().reset();
            event.consume();
        }
    }

    @Override
    protected double computeMaxWidth(double height, double top, double right, double bottom, double left) {
        return Double.MAX_VALUE;
    }
}
