package com.scaiwave.admin.log;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a payload of an old revision as one of the next.
 *
 * @param type the event's name in the log
 * @param from the revision that it reads; it gives the one after it
 */
public record Upcaster(String type, int from, UnaryOperator<ObjectNode> step) {}
