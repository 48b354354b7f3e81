package dev.agentpool.operation;

import dev.agentpool.answer.Json;
import java.util.List;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/**
 * The type of an answer: a record, or a list of them.
 *
 * @param element the record
 */
public record Gives<A>(Class<?> element, boolean isList) {
  static final Gives<Done> NOTHING = new Gives<>(Done.class, false);

  static <A> Gives<A> one(Class<A> answer) {
    return new Gives<>(answer, false);
  }

  static <A> Gives<List<A>> list(Class<A> element) {
    return new Gives<>(element, true);
  }

  public boolean isNothing() {
    return element == Done.class;
  }

  /** An answer out of its JSON. */
  @SuppressWarnings("unchecked")
  public A read(JsonNode json) {
    return isNothing() ? (A) Done.DONE : Json.ANSWERS.treeToValue(json, type());
  }

  private JavaType type() {
    return isList
        ? Json.ANSWERS.getTypeFactory().constructCollectionType(List.class, element)
        : Json.ANSWERS.constructType(element);
  }
}
