package studio.latent.app.explore;

import atlantafx.base.theme.Styles;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.image.ImageView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import studio.latent.app.control.ImageCanvas;
import studio.latent.app.control.RasterImage;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.image.Raster;

/// The way from noise to image under a slider, and the same noise by each sampler.
final class TrajectorySection extends HBox {
    /// **Units** pixels.
    private static final double SIDE = 132;

    /// **Units** pixels.
    private static final double THUMBNAIL = 64;

    private final TrajectoryViewModel trajectory;
    private final SamplingViewModel sampling;
    private final SectionParts parts;
    private final Messages messages;

    TrajectorySection(TrajectoryViewModel trajectory, SamplingViewModel sampling, SectionParts parts) {
        this.trajectory = trajectory;
        this.sampling = sampling;
        this.parts = parts;
        messages = parts.messages();
        getStyleClass().add("trajectory-section");
        VBox right = new VBox(step(), rivals());
        right.getStyleClass().add("slider-rows");
        HBox.setHgrow(right, Priority.ALWAYS);
        getChildren()
                .addAll(
                        picture("explore.trajectory.noisy", trajectory.noisyProperty()),
                        picture("explore.trajectory.estimate", trajectory.estimateProperty()),
                        right);
        visibleProperty().bind(trajectory.shownProperty());
        managedProperty().bind(visibleProperty());
    }

    private VBox picture(String key, ReadOnlyObjectProperty<@Nullable Raster> image) {
        ImageCanvas canvas = new ImageCanvas(messages);
        canvas.setId(key.replace('.', '-'));
        canvas.setMinSize(SIDE, SIDE);
        canvas.setPrefSize(SIDE, SIDE);
        canvas.setMaxSize(SIDE, SIDE);
        canvas.placeholderProperty().set(messages.text("explore.busy"));
        canvas.setAccessibleText(messages.text(key));
        image.subscribe(canvas::show);
        Label caption = new Label(messages.text(key));
        caption.getStyleClass().add("hint");
        VBox box = new VBox(canvas, caption);
        box.setAlignment(Pos.TOP_CENTER);
        return box;
    }

    private HBox step() {
        Slider slider = new Slider(1, 2, 1);
        slider.setId("explore-trajectory-step");
        slider.setBlockIncrement(1);
        slider.setAccessibleText(messages.text("explore.trajectory"));
        slider.valueProperty().bindBidirectional(trajectory.positionProperty());
        trajectory.stepsProperty().subscribe(count -> {
            slider.setMax(Math.max(2, count.intValue()));
            slider.setDisable(count.intValue() < 2);
        });
        HBox.setHgrow(slider, Priority.ALWAYS);
        Label where = new Label();
        where.getStyleClass().addAll("hint", "figures");
        Runnable tell = () -> where.setText(
                trajectory.stepsProperty().get() == 0
                        ? messages.text("explore.busy")
                        : messages.text(
                                "explore.trajectory.step",
                                Math.round(trajectory.positionProperty().get()),
                                trajectory.stepsProperty().get(),
                                trajectory.sigmaProperty().get()));
        trajectory.positionProperty().subscribe(tell);
        trajectory.stepsProperty().subscribe(tell);
        trajectory.sigmaProperty().subscribe(tell);
        Button compare = new Button(messages.text("explore.trajectory.samplers"));
        compare.setId("explore-trajectory-samplers");
        compare.getStyleClass().add(Styles.SMALL);
        compare.setOnAction(_ -> trajectory.compareSamplers());
        HBox row = new HBox(slider, where, compare);
        row.getStyleClass().add("film-controls");
        return row;
    }

    /// A press takes the sampler.
    private ScrollPane rivals() {
        HBox tiles = new HBox();
        tiles.getStyleClass().add("rivals");
        Label hint = new Label(messages.text("explore.trajectory.samplers.empty"));
        hint.getStyleClass().add("hint");
        hint.setWrapText(true);
        Runnable fill = () -> {
            if (trajectory.rivals().isEmpty()) {
                tiles.getChildren().setAll(hint);
            } else {
                tiles.getChildren()
                        .setAll(trajectory.rivals().stream().map(this::tile).toList());
            }
        };
        trajectory.rivals().addListener((ListChangeListener<TrajectoryViewModel.Rival>) _ -> fill.run());
        fill.run();
        ScrollPane scroll = new ScrollPane(tiles);
        scroll.setId("explore-rivals");
        scroll.setFitToHeight(true);
        scroll.setVbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setAccessibleText(messages.text("explore.trajectory.samplers"));
        VBox.setVgrow(scroll, Priority.ALWAYS);
        hint.maxWidthProperty().bind(scroll.widthProperty().subtract(24));
        return scroll;
    }

    private Button tile(TrajectoryViewModel.Rival rival) {
        String name = messages.find("sampler." + rival.sampler()).orElse(rival.sampler());
        Button tile = new Button(messages.text("explore.trajectory.rival", name, rival.calls()));
        tile.getStyleClass().addAll(Styles.FLAT, "rival");
        tile.setContentDisplay(ContentDisplay.TOP);
        ImageView view = new ImageView();
        Raster image = rival.image();
        if (image != null) {
            view.setImage(RasterImage.thumbnail(image, THUMBNAIL));
        }
        Throwable failure = rival.failure();
        StackPane place = failure == null ? new StackPane(view) : new StackPane(failed(failure));
        place.setMinSize(THUMBNAIL, THUMBNAIL);
        view.setFitWidth(THUMBNAIL);
        view.setFitHeight(THUMBNAIL);
        view.setPreserveRatio(true);
        tile.setGraphic(place);
        tile.setTooltip(new Tooltip(failure == null ? messages.text("explore.trajectory.take", name) : whole(failure)));
        tile.setOnAction(_ -> {
            sampling.samplerProperty().set(rival.sampler());
            parts.restNow();
        });
        return tile;
    }

    private Label failed(Throwable failure) {
        Label label = new Label(messages.text("explore.trajectory.rival.failed"));
        label.getStyleClass().addAll("hint", "failed");
        label.setAccessibleText(whole(failure));
        return label;
    }

    private String whole(Throwable failure) {
        FailureText text = FailureText.of(failure, messages);
        return text.problem() + " " + text.remedy();
    }
}
