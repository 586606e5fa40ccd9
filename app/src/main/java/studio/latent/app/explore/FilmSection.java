package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.Map;
import javafx.animation.AnimationTimer;
import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignP;
import org.kordamp.ikonli.materialdesign2.MaterialDesignR;
import studio.latent.app.control.FilmFrame;
import studio.latent.app.control.FilmStrip;
import studio.latent.app.control.ParameterSlider;

/// Pinned images in a row and the way between them: kind, loop, play, and a slider along it.
final class FilmSection extends VBox {
    private static final Map<PathViewModel.Kind, String> KIND_KEYS = Map.of(
            PathViewModel.Kind.LERP, "explore.path.lerp",
            PathViewModel.Kind.SLERP, "explore.path.slerp",
            PathViewModel.Kind.SPLINE, "explore.path.spline");

    private final PathViewModel path;
    private final SectionParts parts;
    private final FilmStrip strip;
    private boolean editing;

    FilmSection(PathViewModel path, SectionParts parts) {
        this.path = path;
        this.parts = parts;
        strip = new FilmStrip(parts.messages());
        getStyleClass().add("film-section");
        getChildren().addAll(strip(), controls());
    }

    private FilmStrip strip() {
        strip.setId("explore-strip");
        strip.setAccessibleText(parts.messages().text("explore.path"));
        strip.placeholderProperty().set(parts.messages().text("explore.path.empty"));
        strip.editableProperty().set(true);
        strip.setOnActivate(() -> path.recall(strip.selectedProperty().get()));
        strip.setEditor(new FilmStrip.Editor() {
            @Override
            public void moved(int from, int to) {
                edit(() -> path.reorder(from, to));
            }

            @Override
            public void removed(int index) {
                edit(() -> path.remove(index));
            }
        });
        path.pins().addListener((ListChangeListener<Pin>) this::pinsChanged);
        path.pins().forEach(this::watch);
        fill();
        Runnable head = () -> {
            int pins = path.pins().size();
            double t = path.positionProperty().get();
            boolean open = !path.loopProperty().get();
            strip.positionProperty().set(pins < 2 ? Double.NaN : open ? t : Math.min(1, t * pins / (pins - 1)));
        };
        path.positionProperty().subscribe(head);
        path.loopProperty().subscribe(head);
        path.pins().addListener((ListChangeListener<Pin>) _ -> head.run());
        return strip;
    }

    /// The strip has changed by hand already; the path follows without the strip being filled again.
    private void edit(Runnable change) {
        editing = true;
        change.run();
        editing = false;
    }

    private void pinsChanged(ListChangeListener.Change<? extends Pin> change) {
        while (change.next()) {
            change.getAddedSubList().forEach(this::watch);
        }
        fill();
    }

    private void watch(Pin pin) {
        pin.imageProperty().subscribe((_, _) -> fill());
    }

    private void fill() {
        List<FilmFrame> frames = path.pins().stream()
                .map(pin -> new FilmFrame(pin.label(), pin.imageProperty().get()))
                .toList();
        if (!editing && !frames.equals(strip.frames())) {
            int selected = strip.selectedProperty().get();
            strip.frames().setAll(frames);
            strip.selectedProperty().set(selected);
        }
    }

    private HBox controls() {
        Button pin = parts.icon(MaterialDesignP.PIN_OUTLINE, "explore.path.pin", path::pinCurrent);
        HBox kinds = kinds();
        ToggleButton loop = parts.toggle(MaterialDesignR.REPEAT, "explore.path.loop");
        loop.selectedProperty().bindBidirectional(path.loopProperty());
        ToggleButton play = play();
        ParameterSlider position = new ParameterSlider(
                        parts.messages(),
                        parts.messages().text("explore.path.position"),
                        new ParameterSlider.Range(0, 1, 0, 0.01))
                .withHelp(parts.messages().text("explore.path.position.help"));
        position.setId("explore-position");
        parts.wire(path.positionProperty(), position);
        HBox.setHgrow(position, Priority.ALWAYS);
        for (var part : List.of(kinds, loop, play, position)) {
            part.disableProperty().bind(path.usableProperty().not());
        }
        Label hint = new Label(parts.messages().text("explore.path.kind"));
        hint.setLabelFor(kinds);
        HBox row = new HBox(pin, play, loop, kinds, position);
        row.getStyleClass().add("film-controls");
        return row;
    }

    private HBox kinds() {
        ToggleGroup group = new ToggleGroup();
        HBox row = new HBox();
        row.setAccessibleText(parts.messages().text("explore.path.kind"));
        for (PathViewModel.Kind kind : PathViewModel.Kind.values()) {
            String key = KIND_KEYS.getOrDefault(kind, "");
            ToggleButton button = new ToggleButton(parts.messages().text(key));
            String help = parts.messages().text(key + ".help");
            button.setId(key.replace('.', '-'));
            button.setTooltip(new Tooltip(help));
            button.setAccessibleHelp(help);
            button.getStyleClass()
                    .addAll(
                            Styles.SMALL,
                            kind == PathViewModel.Kind.LERP
                                    ? Styles.LEFT_PILL
                                    : kind == PathViewModel.Kind.SPLINE ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
            button.setUserData(kind);
            group.getToggles().add(button);
            row.getChildren().add(button);
        }
        path.kindProperty()
                .subscribe(kind -> group.getToggles().stream()
                        .filter(toggle -> kind.equals(toggle.getUserData()))
                        .forEach(group::selectToggle));
        group.selectedToggleProperty().subscribe((old, selected) -> {
            if (selected == null) {
                group.selectToggle(old);
            } else {
                path.kindProperty().set((PathViewModel.Kind) selected.getUserData());
            }
        });
        return row;
    }

    private ToggleButton play() {
        ToggleButton play = parts.toggle(MaterialDesignP.PLAY, "explore.path.play");
        play.selectedProperty().bindBidirectional(path.playingProperty());
        AnimationTimer timer = new AnimationTimer() {
            private long last;

            @Override
            public void start() {
                last = 0;
                super.start();
            }

            @Override
            public void handle(long now) {
                if (last != 0) {
                    path.tick((now - last) / 1e9);
                }
                last = now;
            }
        };
        path.playingProperty().subscribe((_, playing) -> {
            play.setGraphic(new FontIcon(playing ? MaterialDesignP.PAUSE : MaterialDesignP.PLAY));
            if (playing) {
                timer.start();
            } else {
                timer.stop();
                parts.restNow();
            }
        });
        return play;
    }
}
