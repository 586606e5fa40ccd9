package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartSvgTest {
    private static final ChartSvg.Style STYLE =
            new ChartSvg.Style("Loss <&> \"more\"", "Step", List.of("#112233", "#445566"), 476, 268);

    private static Document parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static String write(ChartSeries... series) {
        List<ChartSeries> all = List.of(series);
        return ChartSvg.write(STYLE, all, ChartRange.of(all, false));
    }

    @Test
    void it_is_well_formed_and_holds_the_decimated_curve() throws Exception {
        ChartSeries line = new ChartSeries("a\u0001 & b", () -> {});
        for (int i = 0; i < 100_000; i++) {
            line.append(i, Math.sin(i / 3000.0));
        }

        Document svg = parsed(write(line));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("Loss <&> \"more\"");
        String points = ((Element) svg.getElementsByTagName("polyline").item(0)).getAttribute("points");
        int drawn = points.split(" ").length;
        // The plot is 400 pixels wide: at most four points a column.
        assertThat(drawn)
                .isEqualTo(line.decimate(0, 99_999, 99_999 / 400.0).size())
                .isLessThanOrEqualTo(1604);
        assertThat(points).startsWith("60,");
        assertThat(points.substring(points.lastIndexOf(' ') + 1)).startsWith("460,");
    }

    @Test
    void a_gap_splits_the_line_and_another_run_is_dashed() throws Exception {
        ChartSeries own = new ChartSeries("total", () -> {});
        own.append(0, 1);
        own.append(1, 2);
        own.append(2, Double.NaN);
        own.append(3, 2);
        own.append(4, 1);
        ChartSeries other = new ChartSeries("total", "before", () -> {});
        other.append(0, 3);
        other.append(4, 1);

        Document svg = parsed(write(own, other));

        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(3);
        Element last = (Element) svg.getElementsByTagName("polyline").item(2);
        assertThat(last.getAttribute("stroke-dasharray")).isEqualTo("7 4");
        assertThat(last.getAttribute("stroke")).isEqualTo("#445566");
        assertThat(svg.getDocumentElement().getTextContent()).contains("total · before");
    }

    @Test
    void band_and_floor_are_drawn_and_numbers_are_the_same_in_every_language() throws Exception {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            ChartSeries metric = new ChartSeries("Fréchet distance", () -> {});
            metric.append(0, 10.5, 9.25, 12);
            metric.append(3, 8, 7, 9);
            metric.setReference(new ChartSeries.Reference(1.5, "floor 1,5"));

            Document svg = parsed(write(metric));

            Element band = (Element) svg.getElementsByTagName("polygon").item(0);
            assertThat(band.getAttribute("points").split(" ")).hasSize(4);
            assertThat(band.getAttribute("points")).matches("[-0-9., ]+");
            assertThat(svg.getDocumentElement().getTextContent()).contains("floor 1,5");
        } finally {
            Locale.setDefault(before);
        }
    }
}
