package dev.agentpool.route;

import dev.agentpool.plan.Reference;
import dev.agentpool.plan.Template;
import dev.agentpool.route.Route.ChainStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a decision fit to be run (spec slot-pool 8.7): prompts are trimmed, blank ones dropped, one
 * piece is a single, names of steps differ, and the hints' caps hold. What is beyond a cap is
 * joined into the last piece that fits, so that no work is lost.
 */
public final class Normalisation {
  /** A router gone wild gets no more than this without a hint. */
  static final int MOST_PIECES = 50;

  private static final int MAX_NAME = 100;

  private Normalisation() {}

  /** Throws {@link InvalidRoute} when nothing is left. */
  public static Route apply(Route route, Hints hints) {
    return switch (route) {
      case Route.Single(String prompt) -> single(prompt);
      case Route.Parallel(List<String> prompts) -> parallel(prompts, cap(hints.maxParallel()));
      case Route.Chain(List<ChainStep> steps) -> chain(steps, cap(hints.maxChainSteps()));
    };
  }

  private static int cap(@Nullable Integer hint) {
    return hint == null ? MOST_PIECES : Math.min(hint, MOST_PIECES);
  }

  private static Route single(String prompt) {
    if (prompt.isBlank()) {
      throw new InvalidRoute("the router chose single with an empty prompt");
    }
    return new Route.Single(prompt.strip());
  }

  private static Route parallel(List<String> prompts, int cap) {
    List<String> pieces = prompts.stream().map(String::strip).filter(p -> !p.isEmpty()).toList();
    if (pieces.isEmpty()) {
      throw new InvalidRoute("the router chose parallel with no prompts");
    }
    List<String> kept = new ArrayList<>(pieces);
    if (pieces.size() > cap) {
      kept = new ArrayList<>(pieces.subList(0, cap - 1));
      kept.add(
          joined(
              "Do each of these; they are independent:", pieces.subList(cap - 1, pieces.size())));
    }
    return kept.size() == 1 ? new Route.Single(kept.getFirst()) : new Route.Parallel(kept);
  }

  private static Route chain(List<ChainStep> steps, int cap) {
    List<ChainStep> pieces = named(steps);
    if (pieces.isEmpty()) {
      throw new InvalidRoute("the router chose chain with no steps");
    }
    if (pieces.size() > cap) {
      List<ChainStep> kept = new ArrayList<>(pieces.subList(0, cap - 1));
      kept.add(joined(pieces.subList(cap - 1, pieces.size())));
      pieces = kept;
    }
    return pieces.size() == 1
        ? new Route.Single(replaced(pieces.getFirst().prompt(), "").strip())
        : new Route.Chain(pieces);
  }

  /** Steps without blank ones, each with a name of its own that can stand in a placeholder. */
  private static List<ChainStep> named(List<ChainStep> steps) {
    List<ChainStep> named = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (ChainStep step : steps) {
      if (step.prompt().isBlank()) {
        continue;
      }
      String name = step.name().replaceAll("[{}\\p{Cntrl}]", " ").strip();
      if (name.isEmpty()) {
        name = "step-" + (named.size() + 1);
      }
      name = name.substring(0, Math.min(name.length(), MAX_NAME));
      String free = name;
      for (int i = 2; !taken.add(free); i++) {
        free = name + "-" + i;
      }
      named.add(new ChainStep(free, step.prompt().strip()));
    }
    return named;
  }

  /** In one prompt there is no previous output but that of the part before. */
  private static ChainStep joined(List<ChainStep> steps) {
    List<String> parts = new ArrayList<>();
    for (ChainStep step : steps) {
      parts.add(
          parts.isEmpty()
              ? step.prompt()
              : replaced(step.prompt(), "(the result of part " + parts.size() + ")"));
    }
    return new ChainStep(
        steps.getFirst().name(), joined("Do these parts one after another:", parts));
  }

  private static String joined(String heading, List<String> parts) {
    StringBuilder text = new StringBuilder(heading);
    for (int i = 0; i < parts.size(); i++) {
      text.append("\n\n").append(i + 1).append(". ").append(parts.get(i));
    }
    return text.toString();
  }

  private static String replaced(String prompt, String previousOutput) {
    return Template.of(prompt)
        .render(reference -> reference instanceof Reference.PreviousOutput ? previousOutput : null);
  }
}
