package studio.latent.engine.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// At most 256 colours for an image, and which of them each pixel takes. Exact where the image has no more colours.
///
/// **Shapes** `rgb: [k]` as 0xRRGGBB, k in [1, 256]; `indices: [pixels]`, unsigned.
///
/// **Source** median cut (Heckbert 1982): the box with the largest weighted extent is split at its median until there
/// are 256; a box's colour is the mean of its pixels.
record Palette(int[] rgb, byte[] indices) {
    static final int COLOURS = 256;

    static Palette of(int[] pixels) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int pixel : pixels) {
            counts.merge(pixel & 0xffffff, 1, Integer::sum);
        }
        List<Box> boxes = cut(counts);
        int[] rgb = new int[boxes.size()];
        Map<Integer, Byte> indexOf = HashMap.newHashMap(counts.size());
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = boxes.get(i).mean();
            for (Entry entry : boxes.get(i).entries) {
                indexOf.put(entry.rgb, (byte) i);
            }
        }
        byte[] indices = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            indices[i] = indexOf.getOrDefault(pixels[i] & 0xffffff, (byte) 0);
        }
        return new Palette(rgb, indices);
    }

    private static List<Box> cut(Map<Integer, Integer> counts) {
        Entry[] entries = counts.entrySet().stream()
                .map(e -> new Entry(e.getKey(), e.getValue()))
                .sorted(Comparator.comparingInt(Entry::rgb))
                .toArray(Entry[]::new);
        List<Box> boxes = new ArrayList<>(List.of(Box.of(entries)));
        while (boxes.size() < COLOURS) {
            Box widest =
                    boxes.stream().max(Comparator.comparingDouble(Box::score)).orElseThrow();
            if (widest.entries.length == 1) {
                break;
            }
            boxes.remove(widest);
            boxes.addAll(widest.halves());
        }
        return boxes;
    }

    private record Entry(int rgb, int count) {
        int channel(int shift) {
            return rgb >> shift & 0xff;
        }
    }

    private record Box(Entry[] entries, int shift, double score) {
        /// The score of a single colour is lower than that of any other box, so exactness comes first.
        static Box of(Entry[] entries) {
            int widestShift = 0;
            int extent = -1;
            for (int shift = 16; shift >= 0; shift -= 8) {
                int s = shift;
                int min =
                        Arrays.stream(entries).mapToInt(e -> e.channel(s)).min().orElse(0);
                int max =
                        Arrays.stream(entries).mapToInt(e -> e.channel(s)).max().orElse(0);
                if (max - min > extent) {
                    extent = max - min;
                    widestShift = shift;
                }
            }
            double score = entries.length == 1 ? -1 : extent * Math.sqrt((double) pixels(entries));
            return new Box(entries, widestShift, score);
        }

        List<Box> halves() {
            Entry[] sorted = entries.clone();
            Arrays.sort(sorted, Comparator.comparingInt(e -> e.channel(shift)));
            long half = pixels(sorted) / 2;
            long seen = sorted[0].count;
            int cut = 1;
            while (cut < sorted.length - 1 && seen < half) {
                seen += sorted[cut++].count;
            }
            return List.of(of(Arrays.copyOfRange(sorted, 0, cut)), of(Arrays.copyOfRange(sorted, cut, sorted.length)));
        }

        int mean() {
            int rgb = 0;
            for (int shift = 16; shift >= 0; shift -= 8) {
                long sum = 0;
                for (Entry e : entries) {
                    sum += (long) e.channel(shift) * e.count;
                }
                rgb |= (int) Math.round((double) sum / pixels(entries)) << shift;
            }
            return rgb;
        }

        private static long pixels(Entry[] entries) {
            return Arrays.stream(entries).mapToLong(Entry::count).sum();
        }
    }
}
