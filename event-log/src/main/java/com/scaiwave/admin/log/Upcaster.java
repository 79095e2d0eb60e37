package com.scaiwave.admin.log;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts a payload of one revision to the next.
 *
 * @param type the event's name in the log
 * @param from the revision that it converts; the result has the next one
 */
public record Upcaster(String type, int from, UnaryOperator<ObjectNode> step) {}
