package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ChartCsvTest {
    @Test
    void each_point_is_a_row_and_what_is_unknown_is_empty() {
        ChartSeries own = new ChartSeries("Fréchet distance", () -> {});
        own.append(100, 12.5, 11, 14.25);
        own.append(200, 0.1);
        ChartSeries other = new ChartSeries("Loss, \"total\"", "run-2", () -> {});
        other.append(1e6, 1.0e-7);
        ChartSeries hidden = new ChartSeries("hidden", () -> {});
        hidden.append(1, 1);
        hidden.setShown(false);

        assertThat(ChartCsv.write("run-1", List.of(own, other, hidden)))
                .isEqualTo("run,series,step,value,low,high\r\n"
                        + "run-1,Fréchet distance,100,12.5,11,14.25\r\n"
                        + "run-1,Fréchet distance,200,0.1,,\r\n"
                        + "run-2,\"Loss, \"\"total\"\"\",1000000,1.0E-7,,\r\n");
    }

    @Test
    void numbers_are_the_same_in_every_language() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(ChartCsv.number(1234567.5)).isEqualTo("1234567.5");
            assertThat(ChartCsv.number(-3)).isEqualTo("-3");
            assertThat(ChartCsv.number(Double.NaN)).isEmpty();
            assertThat(Double.parseDouble(ChartCsv.number(0.1 + 0.2))).isEqualTo(0.1 + 0.2);
        } finally {
            Locale.setDefault(before);
        }
    }
}
