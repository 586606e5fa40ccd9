package studio.latent.app.train;

import atlantafx.base.theme.Styles;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignS;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.train.doctor.Remedy;

/// What is wrong with a run: what was seen since when, what it means, and buttons for what helps.
///
/// It takes no room while there is nothing to say.
final class DoctorPanel extends VBox {
    private final Consumer<Remedy> apply;
    private final Messages messages;
    private final DoctorViewModel doctor;
    private final Subscription following;

    DoctorPanel(DoctorViewModel doctor, Consumer<Remedy> apply, Messages messages) {
        this.doctor = doctor;
        this.apply = apply;
        this.messages = messages;
        setId("train-doctor");
        getStyleClass().add("doctor");
        setSpacing(10);
        following = doctor.revisionProperty().subscribe(_ -> show());
    }

    void close() {
        following.unsubscribe();
    }

    private void show() {
        getChildren().setAll(doctor.findings().stream().map(this::card).toList());
        boolean any = !getChildren().isEmpty();
        setVisible(any);
        setManaged(any);
    }

    private Node card(DoctorViewModel.Entry finding) {
        FontIcon icon =
                new FontIcon(finding.over() ? MaterialDesignC.CHECK_CIRCLE_OUTLINE : MaterialDesignS.STETHOSCOPE);
        Label title = new Label(finding.title(), icon);
        title.getStyleClass().add(Styles.TITLE_4);
        Label since = new Label(finding.since());
        since.getStyleClass().addAll(Styles.TEXT_SMALL, Styles.TEXT_MUTED);
        HBox heading = new HBox(12, title, since);
        heading.setAlignment(Pos.CENTER_LEFT);
        VBox card = new VBox(6, heading);
        card.getStyleClass().addAll("finding", finding.over() ? "over" : "open");
        card.setAccessibleText(
                finding.title() + ". " + finding.since() + ". " + finding.seen() + " " + finding.meaning());
        if (!finding.over()) {
            Label words = new Label(finding.seen() + " " + finding.meaning());
            words.setWrapText(true);
            words.setMinHeight(USE_PREF_SIZE);
            card.getChildren().addAll(words, remedies(finding));
        }
        return card;
    }

    private FlowPane remedies(DoctorViewModel.Entry finding) {
        FlowPane row = new FlowPane(8, 8);
        row.setAlignment(Pos.CENTER_LEFT);
        for (DoctorViewModel.Offer offer : finding.offers()) {
            if (offer.advice()) {
                Label advice = new Label(messages.text("doctor.advice", offer.label()));
                advice.setTooltip(new Tooltip(offer.help()));
                row.getChildren().add(advice);
            } else {
                Button button = new Button(offer.label());
                button.setId("remedy-" + offer.remedy().name());
                button.setTooltip(new Tooltip(offer.help()));
                button.setAccessibleHelp(offer.help());
                button.setOnAction(_ -> apply.accept(offer.remedy()));
                row.getChildren().add(button);
            }
        }
        return row;
    }
}
