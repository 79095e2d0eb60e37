package com.scaiwave.admin.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A response's body as it arrives. A body that breaks off is an {@link EOFException}. */
final class BodyStream extends InputStream {
    private static final int LONGEST_LINE = 16 * 1024;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;

    /** The body that begins at the stream's next byte, behind its head. */
    BodyStream(InputStream in, Head head) {
        this.in = in;
        this.chunked = head.header("Transfer-Encoding").equals("chunked");
        String length = head.header("Content-Length");
        this.left = chunked ? 0 : length.isEmpty() ? Long.MAX_VALUE : Long.parseLong(length);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            beginChunk();
        }
        if (ended) {
            return -1;
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            if (left > Integer.MAX_VALUE) {
                ended = true;
                return -1;
            }
            throw new EOFException("the body ends early");
        }
        left -= n;
        if (left == 0 && chunked) {
            line(in);
        }
        return n;
    }

    private void beginChunk() throws IOException {
        if (chunked) {
            left = Long.parseLong(line(in).strip(), 16);
        }
        if (left == 0) {
            ended = true;
            if (chunked) {
                line(in);
            }
        }
    }

    /** The bytes up to the next line feed, without it and the carriage return. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("no line where one is expected");
            }
            line.write(b);
        }
        String text = line.toString(ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
