package dev.agentpool.plan;

import java.util.List;

/**
 * Runs a step once for each element of a list.
 *
 * @param as the placeholder that stands for the element, without braces
 */
public record ForEach(Source source, String as) {
  /** The placeholder when none is given: {@code {item}}. */
  public static final String ITEM = "item";

  /** Where the list comes from. */
  public sealed interface Source {
    /** Written in the workflow; the elements may refer to its arguments. */
    record Items(List<String> items) implements Source {
      public Items {
        items = List.copyOf(items);
      }
    }

    /** An argument: a JSON list, else lines, else what stands between commas. */
    record Argument(String name) implements Source {}
  }
}
