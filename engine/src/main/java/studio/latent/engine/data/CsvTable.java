package studio.latent.engine.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import studio.latent.engine.error.BadDataset;

/// A table of comma-separated values with a header line; every row has as many fields as the header.
///
/// **Source** RFC 4180; besides it, lines may end in LF alone, empty lines are skipped and a byte order mark is
/// ignored.
record CsvTable(List<String> header, List<List<String>> rows) {
    static final int MAX_BYTES = 256 << 20;

    /// **Errors** [BadDataset] with the line, for text that is no UTF-8 or no such table
    static CsvTable parse(String name, byte[] utf8) throws BadDataset {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadDataset("'" + name + "' is not in UTF-8.", "Save the table again as UTF-8 text.", e);
        }
        List<List<String>> lines = new Parser(name, text).parse();
        if (lines.isEmpty()) {
            throw new BadDataset("'" + name + "' is empty.", "Give it a header line and a line for each image.");
        }
        List<String> header = lines.getFirst().stream().map(String::strip).toList();
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (!seen.add(column)) {
                throw new BadDataset(
                        "'" + name + "' has two columns named '" + column + "'.", "Give each column its own name.");
            }
        }
        return new CsvTable(header, lines.subList(1, lines.size()));
    }

    private static final class Parser {
        private final String name;
        private final String text;
        private final List<List<String>> rows = new ArrayList<>();
        private List<String> row = new ArrayList<>();
        private int at;
        private int line = 1;

        Parser(String name, String text) {
            this.name = name;
            this.text = text;
            this.at = text.startsWith("\ufeff") ? 1 : 0;
        }

        List<List<String>> parse() throws BadDataset {
            while (at < text.length()) {
                int start = line;
                row.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
                if (at < text.length() && text.charAt(at) == ',') {
                    at++;
                    if (at == text.length()) {
                        row.add("");
                    }
                } else {
                    endOfLine(start);
                }
            }
            endRow(line);
            return rows;
        }

        private String plain() {
            int start = at;
            while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private String quoted() throws BadDataset {
            int start = line;
            StringBuilder field = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    if (at == text.length() || text.charAt(at) != '"') {
                        return field.toString();
                    }
                } else if (c == '\n') {
                    line++;
                }
                field.append(c);
            }
            throw bad(start, "a quotation mark that is never closed", "Close it, or remove it.");
        }

        private void endOfLine(int start) throws BadDataset {
            if (at < text.length() && text.charAt(at) == '\r') {
                at++;
            }
            if (at < text.length() && text.charAt(at) != '\n') {
                throw bad(start, "text behind a closing quotation mark", "Write quotation marks inside a field twice.");
            }
            at++;
            endRow(start);
            line++;
        }

        private void endRow(int start) throws BadDataset {
            boolean empty = row.isEmpty() || (row.size() == 1 && row.getFirst().isBlank());
            if (!empty) {
                int wanted = rows.isEmpty() ? row.size() : rows.getFirst().size();
                if (row.size() != wanted) {
                    throw bad(
                            start,
                            row.size() + " fields where the header names " + wanted,
                            "Give each line one field for each column.");
                }
                rows.add(List.copyOf(row));
            }
            row = new ArrayList<>();
        }

        private BadDataset bad(int where, String what, String remedy) {
            return new BadDataset("'" + name + "' has in line " + where + " " + what + ".", remedy);
        }
    }
}
