package studio.latent.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import studio.latent.engine.Studio.Finding;
import studio.latent.engine.error.StudioException;

/// `studio doctor`: what was found on this machine, what is missing, and what to do about it.
@Command(
        name = "doctor",
        description = "Say what was found: JDK, engine, devices, threads, memory, folders.",
        footer = {"", "JSON: {findings: [{subject, value, ok, remedy}], ok}. Exit status 1 when something is wrong."})
final class DoctorCommand implements Callable<Integer> {
    private final CommandScope scope;

    @Mixin
    private OutputOptions output = new OutputOptions();

    DoctorCommand(CommandScope scope) {
        this.scope = scope;
    }

    @Override
    public Integer call() throws StudioException {
        List<Finding> findings = scope.await(scope.studio().doctor());
        boolean ok = findings.stream().allMatch(Finding::ok);
        if (output.json) {
            scope.print(json(findings, ok));
        } else {
            print(findings);
        }
        long wrong = findings.stream().filter(finding -> !finding.ok()).count();
        if (wrong > 0) {
            scope.remark("studio: " + wrong + (wrong == 1 ? " finding needs" : " findings need")
                    + " attention; the report names the remedy.");
        }
        return ok ? CommandLineProgram.DONE : CommandLineProgram.FAILED;
    }

    private static JsonObject json(List<Finding> findings, boolean ok) {
        JsonArray array = new JsonArray();
        for (Finding finding : findings) {
            JsonObject object = new JsonObject();
            object.addProperty("subject", finding.subject());
            object.addProperty("value", finding.value());
            object.addProperty("ok", finding.ok());
            object.addProperty("remedy", finding.remedy());
            array.add(object);
        }
        JsonObject report = new JsonObject();
        report.add("findings", array);
        report.addProperty("ok", ok);
        return report;
    }

    private void print(List<Finding> findings) {
        int width = findings.stream().mapToInt(f -> f.subject().length()).max().orElse(0);
        for (Finding finding : findings) {
            scope.print("%-4s %s%s  %s"
                    .formatted(
                            finding.ok() ? "ok" : "!!",
                            finding.subject(),
                            " ".repeat(width - finding.subject().length()),
                            finding.value()));
            if (!finding.remedy().isEmpty()) {
                scope.print(" ".repeat(width + 7) + "→ " + finding.remedy());
            }
        }
    }
}
