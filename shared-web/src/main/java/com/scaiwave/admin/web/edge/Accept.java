package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * The media types that the client accepts, from its {@code Accept} header (RFC 9110, section
 * 12.5.1).
 */
public record Accept(List<MediaType> ranges) {
    private static final MediaType PROBLEM = MediaType.APPLICATION_PROBLEM_JSON;
    private static final MediaType JSON = MediaType.APPLICATION_JSON;

    /** Parses a header. A missing one accepts everything, a malformed one nothing. */
    public static Accept of(@Nullable String header) {
        if (header == null || header.isBlank()) {
            return new Accept(List.of(MediaType.ALL));
        }
        try {
            return new Accept(MediaType.parseMediaTypes(header));
        } catch (InvalidMediaTypeException e) {
            return new Accept(List.of());
        }
    }

    /**
     * The type that the client prefers among those that can be produced, the first of equal ones. A
     * single type other than JSON is sent whatever the client prefers.
     *
     * @throws Refusal 406 if the client accepts none of them
     */
    public String choose(List<String> produced) {
        if (produced.size() == 1 && !produced.getFirst().equals("application/json")) {
            return produced.getFirst();
        }
        String best = null;
        double quality = 0;
        for (String candidate : produced) {
            double q = quality(MediaType.parseMediaType(candidate));
            if (q > quality) {
                best = candidate;
                quality = q;
            }
        }
        if (best == null && produced.contains("application/json") && quality(PROBLEM) > 0) {
            best = "application/json";
        }
        if (best == null) {
            throw new Refusal(ErrorCode.SW_NOT_ACCEPTABLE, "The client does not accept JSON.");
        }
        return best;
    }

    /**
     * Whether errors become RFC 9457 problems: the header names that type and does not prefer JSON.
     */
    boolean prefersProblems() {
        boolean named =
                ranges.stream().anyMatch(r -> r.equalsTypeAndSubtype(PROBLEM) && quality(r) > 0);
        if (!named) {
            return false;
        }
        boolean jsonNamed = ranges.stream().anyMatch(r -> r.equalsTypeAndSubtype(JSON));
        double json = jsonNamed ? quality(JSON) : 0;
        double problem = quality(PROBLEM);
        return problem > json || (problem == json && isBefore());
    }

    private boolean isBefore() {
        for (MediaType range : ranges) {
            if (range.equalsTypeAndSubtype(PROBLEM)) {
                return true;
            }
            if (range.equalsTypeAndSubtype(JSON)) {
                return false;
            }
        }
        return false;
    }

    /** The quality that the most specific range gives a type; 0 if none fits. */
    private double quality(MediaType type) {
        int specificity = -1;
        double quality = 0;
        for (MediaType range : ranges) {
            int s = range.isWildcardType() ? 0 : range.isWildcardSubtype() ? 1 : 2;
            boolean fits = s < 2 ? range.includes(type) : range.equalsTypeAndSubtype(type);
            if (fits && s > specificity) {
                specificity = s;
                quality = range.getQualityValue();
            }
        }
        return quality;
    }
}
