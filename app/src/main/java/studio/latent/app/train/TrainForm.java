package studio.latent.app.train;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import studio.latent.app.fx.FailureText;
import studio.latent.app.l10n.Messages;
import studio.latent.engine.TrainingRuns;
import studio.latent.engine.model.Preset;
import studio.latent.engine.model.Setting;
import studio.latent.engine.train.TrainingRequest;

/// What is to be trained, on what, how: the texts typed, checked as they are typed, and the request they make.
public final class TrainForm {
    /// A field that every training has, whatever its type.
    public enum Field {
        DATASET,
        STEPS,
        SEED,
        NAME
    }

    private static final String STEPS = "steps";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final TrainingRuns trainings;
    private final Path runsFolder;
    private final Messages messages;
    private final Supplier<LocalDateTime> clock;
    private final List<Choice> types;
    private final List<Choice> devices;
    private final ObservableList<Choice> presets = FXCollections.observableArrayList();
    private final ObservableList<SettingEntry> settings = FXCollections.observableArrayList();
    private final StringProperty dataset = new SimpleStringProperty("");
    private final ObjectProperty<@Nullable Choice> type = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Choice> preset = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Choice> device = new SimpleObjectProperty<>();
    private final StringProperty steps = new SimpleStringProperty("");
    private final StringProperty seed = new SimpleStringProperty("1");
    private final StringProperty name = new SimpleStringProperty("");
    private final Map<Field, ReadOnlyObjectWrapper<@Nullable FailureText>> faults = new EnumMap<>(Field.class);
    private String suggestedName = "";

    TrainForm(TrainingRuns trainings, Path runsFolder, Messages messages, Supplier<LocalDateTime> clock) {
        this.trainings = trainings;
        this.runsFolder = runsFolder;
        this.messages = messages;
        this.clock = clock;
        types = trainings.types().stream()
                .map(id -> choice("type." + id, id, ""))
                .toList();
        devices = List.of("auto", "cpu", "cuda:0").stream()
                .map(id -> choice("train.device." + id.replace(":", ""), id, ""))
                .toList();
        for (Field field : Field.values()) {
            faults.put(field, new ReadOnlyObjectWrapper<>());
        }
        type.addListener(_ -> typeChanged());
        preset.addListener(_ -> presetChanged());
        dataset.subscribe(_ -> suggestName());
        List.of(dataset, steps, seed, name).forEach(text -> text.subscribe(_ -> recheck()));
        device.set(devices.getFirst());
        if (!types.isEmpty()) {
            type.set(types.getFirst());
        }
    }

    private Choice choice(String key, String id, String help) {
        return new Choice(
                id, messages.find(key).orElse(id), messages.find(key + ".help").orElse(help));
    }

    private void typeChanged() {
        Choice chosen = type.get();
        preset.set(null);
        presets.setAll(
                chosen == null
                        ? List.of()
                        : trainings.presets(chosen.id()).stream()
                                .map(p -> choice("preset." + chosen.id() + "." + p.name(), p.name(), p.description()))
                                .toList());
        preset.set(presets.isEmpty() ? null : presets.getFirst());
        suggestName();
    }

    private void presetChanged() {
        Choice chosenType = type.get();
        Choice chosen = preset.get();
        if (chosenType == null || chosen == null) {
            settings.clear();
            return;
        }
        Map<String, String> values = trainings.presets(chosenType.id()).stream()
                .filter(p -> p.name().equals(chosen.id()))
                .findFirst()
                .map(Preset::values)
                .orElse(Map.of());
        List<Setting> all = trainings.settings(chosenType.id());
        settings.setAll(all.stream()
                .filter(s -> !s.name().equals(STEPS))
                .map(s -> new SettingEntry(s, values.getOrDefault(s.name(), s.value()), messages))
                .toList());
        String usual = all.stream()
                .filter(s -> s.name().equals(STEPS))
                .findFirst()
                .map(Setting::value)
                .orElse("");
        steps.set(values.getOrDefault(STEPS, usual));
    }

    /// A name that no other run has, unless the user has typed one.
    void suggestName() {
        Choice chosen = type.get();
        if (chosen == null || !name.get().equals(suggestedName)) {
            return;
        }
        Path data =
                Path.of(dataset.get().isBlank() ? "run" : dataset.get().strip().replace('\0', '_'));
        String stem = String.valueOf(data.getFileName()).replaceFirst("\\.[A-Za-z0-9]{1,4}$", "");
        suggestedName = "%s-%s-%s".formatted(chosen.id(), stem, STAMP.format(clock.get()));
        name.set(suggestedName);
    }

    /// Looks again at a field that was found wrong, as its text changes.
    private void recheck() {
        if (faults.values().stream().anyMatch(fault -> fault.get() != null)) {
            check();
        }
    }

    private boolean check() {
        double count = Numbers.parse(steps.get());
        boolean usable = Numbers.isWhole(count) && count >= 1 && count <= 100_000_000;
        boolean sound = require(Field.DATASET, !dataset.get().isBlank(), "train.dataset.missing");
        sound &= require(Field.STEPS, steps.get().isBlank() || usable, "train.steps.bad");
        sound &= require(Field.SEED, parseSeed().isPresent(), "train.seed.bad");
        sound &= require(Field.NAME, folder().isPresent(), "train.name.bad");
        return sound;
    }

    /// The request that the form makes; empty while something in it is wrong, which the faults then say.
    Optional<TrainingRequest> request() {
        boolean sound = settings.stream().map(SettingEntry::check).reduce(true, Boolean::logicalAnd);
        sound &= check();
        Optional<Long> seedValue = parseSeed();
        Optional<Path> folder = folder();
        Choice chosenType = type.get();
        if (!sound || chosenType == null || seedValue.isEmpty() || folder.isEmpty()) {
            return Optional.empty();
        }
        Choice chosenPreset = preset.get();
        Choice chosenDevice = device.get();
        return Optional.of(new TrainingRequest(
                chosenType.id(),
                dataset.get().strip(),
                chosenPreset == null ? "" : chosenPreset.id(),
                changes(),
                steps.get().isBlank() ? OptionalInt.empty() : OptionalInt.of((int) Numbers.parse(steps.get())),
                seedValue.get(),
                chosenDevice == null ? "auto" : chosenDevice.id(),
                folder.get()));
    }

    private Map<String, String> changes() {
        Map<String, String> changes = new LinkedHashMap<>();
        for (SettingEntry entry : settings) {
            entry.change().ifPresent(value -> changes.put(entry.name(), value));
        }
        return changes;
    }

    private boolean require(Field field, boolean holds, String key) {
        ReadOnlyObjectWrapper<@Nullable FailureText> fault = fault(field);
        fault.set(holds ? null : new FailureText(messages.text(key), messages.text(key + ".remedy")));
        return holds;
    }

    private Optional<Long> parseSeed() {
        try {
            return Optional.of(Long.parseLong(seed.get().strip()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private Optional<Path> folder() {
        String typed = name.get().strip();
        if (typed.isEmpty() || typed.equals(".") || typed.equals("..") || typed.matches(".*[/\\\\:].*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(runsFolder.resolve(typed));
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private ReadOnlyObjectWrapper<@Nullable FailureText> fault(Field field) {
        ReadOnlyObjectWrapper<@Nullable FailureText> fault = faults.get(field);
        if (fault == null) {
            throw new IllegalStateException("field: every one has a fault slot, got " + field);
        }
        return fault;
    }

    /// What is wrong in a field; empty when nothing is.
    public ReadOnlyObjectProperty<@Nullable FailureText> faultProperty(Field field) {
        return fault(field).getReadOnlyProperty();
    }

    public List<Choice> types() {
        return types;
    }

    public List<Choice> devices() {
        return devices;
    }

    public ObservableList<Choice> presets() {
        return presets;
    }

    /// The settings of the chosen type with the chosen preset's values, in the order of their groups.
    public ObservableList<SettingEntry> settings() {
        return settings;
    }

    /// A data set's name, or a folder, zip or IDX file.
    public StringProperty datasetProperty() {
        return dataset;
    }

    public ObjectProperty<@Nullable Choice> typeProperty() {
        return type;
    }

    public ObjectProperty<@Nullable Choice> presetProperty() {
        return preset;
    }

    public ObjectProperty<@Nullable Choice> deviceProperty() {
        return device;
    }

    public StringProperty stepsProperty() {
        return steps;
    }

    public StringProperty seedProperty() {
        return seed;
    }

    public StringProperty nameProperty() {
        return name;
    }
}
