package studio.latent.app.cli;

import java.util.ArrayList;
import java.util.List;

/// Rows of text under headings, in columns as wide as their widest cell.
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();

    TextTable(String... headings) {
        rows.add(List.of(headings));
    }

    void add(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(
                    "cells must number " + rows.getFirst().size() + ", got " + cells.length);
        }
        rows.add(List.of(cells));
    }

    List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).repeat(' ', widths[c] - row.get(c).length() + 2);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
