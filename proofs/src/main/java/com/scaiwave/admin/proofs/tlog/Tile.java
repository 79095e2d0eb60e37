package com.scaiwave.admin.proofs.tlog;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The address of a tile: up to 256 hashes of one level. On level 0 they are those of leaves, on
 * each further level those of full tiles of the level below.
 *
 * @param level 0 to 63
 * @param index from 0, within the level
 * @param width how many hashes it has, 1 to 256; less than 256 makes it a partial tile
 */
public record Tile(int level, long index, int width) {
    /** How many hashes a full tile has. */
    public static final int WIDTH = 256;

    /** The levels of the tree that a tile spans. */
    static final int HEIGHT = 8;

    private static final Pattern PATH =
            Pattern.compile(
                    "(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    public Tile {
        if (level < 0 || level > 63 || index < 0 || width < 1 || width > WIDTH) {
            throw new MalformedProof("no tile: " + level + "/" + index + ".p/" + width);
        }
    }

    /**
     * Reads the path of a tile, such as {@code 0/x001/234.p/5}; null if it is none.
     *
     * @param path what stands after {@code tile/}
     */
    public static @Nullable Tile parse(String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        int level = Integer.parseInt(matcher.group(1));
        Long index = index(matcher.group(2));
        int width = matcher.group(3) == null ? WIDTH : Integer.parseInt(matcher.group(3));
        boolean partial = matcher.group(3) != null;
        if (level > 63 || index == null || width > WIDTH || (partial && width == WIDTH)) {
            return null;
        }
        return new Tile(level, index, width);
    }

    /** The number in path elements of three digits; null if they are not in canonical form. */
    public static @Nullable Long index(String elements) {
        long index = Long.parseLong(elements.replace("x", "").replace("/", ""));
        return path(index).equals(elements) ? index : null;
    }

    /** A number as path elements, such as {@code x001/x234/067}. */
    public static String path(long index) {
        StringBuilder path = new StringBuilder("%03d".formatted(index % 1000));
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x%03d/".formatted(rest % 1000));
        }
        return path.toString();
    }

    public boolean isFull() {
        return width == WIDTH;
    }

    /** The path, as it stands after {@code tile/}. */
    public String path() {
        return level + "/" + path(index) + (isFull() ? "" : ".p/" + width);
    }
}
