package studio.latent.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class TradeOffFileTest {
    private static final TradeOffFile FILE = new TradeOffFile(
            "A < B",
            "recall",
            "precision, of all",
            List.of(new TradeOffChart.Curve(
                    "m, \"x\"",
                    List.of(
                            new TradeOffChart.Mark(0, 0.5, "guidance 1", true),
                            new TradeOffChart.Mark(1, 1, "guidance 2", false)))));

    @Test
    void the_drawing_is_well_formed_and_has_its_points_where_they_belong() throws Exception {
        ChartScale whole = ChartScale.around(0, 1, false);

        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(FILE.svg(List.of("#112233"), whole, whole))));

        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A < B");
        Element line = (Element) svg.getElementsByTagName("polyline").item(0);
        assertThat(line.getAttribute("stroke")).isEqualTo("#112233");
        String[] points = line.getAttribute("points").split(" ");
        assertThat(points).hasSize(2);
        assertThat(Double.parseDouble(points[0].split(",", -1)[0]))
                .isLessThan(Double.parseDouble(points[1].split(",", -1)[0]));
        assertThat(Double.parseDouble(points[0].split(",", -1)[1]))
                .isGreaterThan(Double.parseDouble(points[1].split(",", -1)[1]));
    }

    @Test
    void the_table_quotes_what_needs_it() {
        assertThat(FILE.csv())
                .isEqualTo("curve,setting,recall,\"precision, of all\"\r\n"
                        + "\"m, \"\"x\"\"\",guidance 1,0,0.5\r\n"
                        + "\"m, \"\"x\"\"\",guidance 2,1,1\r\n");
    }
}
