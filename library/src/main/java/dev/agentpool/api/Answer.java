package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Reads the members of a daemon's answer; what is missing or null is absent, never an error. */
final class Answer {
  private Answer() {}

  static String text(JsonNode node, String name) {
    return optionalText(node, name).orElse("");
  }

  static Optional<String> optionalText(JsonNode node, String name) {
    JsonNode value = node.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  static int number(JsonNode node, String name) {
    return node.path(name).asInt(0);
  }

  static long longNumber(JsonNode node, String name) {
    return node.path(name).asLong(0);
  }

  static boolean flag(JsonNode node, String name) {
    return node.path(name).asBoolean(false);
  }

  /**
   * What something cost.
   *
   * @param what the name that its three members begin with, as in {@code total_cost}
   */
  static Cost cost(JsonNode node, String what) {
    JsonNode most = node.path(what + "_at_most_microdollars");
    return new Cost(
        longNumber(node, what + "_microdollars"),
        node.path(what + "_known").asBoolean(true),
        most.isNumber() ? OptionalLong.of(most.longValue()) : OptionalLong.empty());
  }

  static Duration millis(JsonNode node, String name) {
    return Duration.ofMillis(longNumber(node, name));
  }

  static Instant time(JsonNode node, String name) {
    return optionalTime(node, name).orElse(Instant.EPOCH);
  }

  static Optional<Instant> optionalTime(JsonNode node, String name) {
    return node.path(name).isNumber()
        ? Optional.of(Instant.ofEpochMilli(longNumber(node, name)))
        : Optional.empty();
  }

  static List<String> texts(JsonNode node, String name) {
    return list(node.path(name), text -> text.asString(""));
  }

  static <T> List<T> list(JsonNode array, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    for (JsonNode node : array) {
      list.add(element.apply(node));
    }
    return List.copyOf(list);
  }
}
