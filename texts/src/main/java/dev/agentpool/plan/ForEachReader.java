package dev.agentpool.plan;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads for_each and as of a workflow's step. */
final class ForEachReader {
  private ForEachReader() {}

  static @Nullable ForEach read(Fields fields) {
    Object plain = fields.raw("for_each");
    String as = fields.text("as");
    if (plain == null) {
      if (as != null) {
        throw fields.problem("'as' names the element of a for_each, but there is none");
      }
      return null;
    }
    String name = as == null ? ForEach.ITEM : as;
    if (!Template.isBindingName(name)) {
      throw fields.problem("'as' must be a plain name such as item or file, not '" + name + "'");
    }
    return new ForEach(source(fields, plain), name);
  }

  private static ForEach.Source source(Fields fields, Object plain) {
    if (plain instanceof List<?>) {
      return new ForEach.Source.Items(fields.texts("for_each"));
    }
    Set<Reference> references =
        plain instanceof String text ? Template.of(text.strip()).references() : Set.of();
    if (references.size() == 1
        && references.iterator().next() instanceof Reference.Binding(String argument)
        && plain.toString().strip().equals("{" + argument + "}")) {
      return new ForEach.Source.Argument(argument);
    }
    throw fields.problem(
        "'for_each' must be a list, or an argument as \"{files}\"; the output of a step cannot be"
            + " one, since the steps are laid out before any is run");
  }
}
