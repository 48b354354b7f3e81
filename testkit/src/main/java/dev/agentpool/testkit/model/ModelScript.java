package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Directives.Directive;
import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.Fault;
import dev.agentpool.testkit.model.ModelStep.Pace;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns directives into steps. {@code say, tool, tools, maxtok, refuse} end a step; {@code err,
 * rlerr, cut, miderr, hang, slow, usage, think, rl} say how the step that follows them goes (or a
 * last, plain one).
 */
final class ModelScript {
  private final JsonMapper json;

  ModelScript(JsonMapper json) {
    this.json = json;
  }

  /** Never empty; a directive that nobody can play becomes a step that answers 400 and says so. */
  List<ModelStep> steps(List<Directive> directives, String otherwise) {
    List<ModelStep> steps = new ArrayList<>();
    var draft = new Draft();
    for (Directive directive : directives) {
      Act act;
      try {
        act = play(directive, draft);
      } catch (IllegalArgumentException | JacksonException e) {
        draft.faults.add(badRequest(directive, e));
        act = new Act.Say(otherwise);
      }
      if (act != null) {
        steps.add(draft.ending(act));
        draft = new Draft();
      }
    }
    if (draft.touched || steps.isEmpty()) {
      steps.add(draft.ending(new Act.Say(otherwise)));
    }
    return List.copyOf(steps);
  }

  private @Nullable Act play(Directive directive, Draft draft) {
    draft.touched = true;
    List<String> words = directive.words();
    switch (directive.verb()) {
      case "say" -> {
        return new Act.Say(directive.argument());
      }
      case "tool" -> {
        return new Act.UseTools(List.of(toolCall(directive.argument())));
      }
      case "tools" -> {
        return new Act.UseTools(toolCalls(directive.argument()));
      }
      case "maxtok" -> {
        return new Act.RunOut(directive.argument().isEmpty() ? "cut off" : directive.argument());
      }
      case "refuse" -> {
        return new Act.Refuse(directive.argument());
      }
      case "think" -> draft.thinking = directive.argument();
      case "slow" -> draft.pace = new Pace((int) number(words, 0, 10), number(words, 1, 100));
      case "usage" -> draft.usage = usage(words);
      case "err" -> draft.faults.add(status(words));
      case "cut" -> draft.faults.add(new Fault.Cut(times(words, 0)));
      case "miderr" -> draft.faults.add(new Fault.MidError(times(words, 0)));
      case "hang" -> draft.faults.add(new Fault.Hang(times(words, 0)));
      case "rl" -> draft.headers.putAll(headers(directive.argument()));
      case "rlerr" -> draft.faults.add(new Fault.LimitReached(headers(directive.argument())));
      default -> throw new IllegalArgumentException("no such directive");
    }
    return null;
  }

  private static Fault status(List<String> words) {
    int code = (int) number(words, 0, 500);
    Map<String, String> headers = words.size() > 2 ? Map.of("retry-after", words.get(2)) : Map.of();
    return new Fault.Status(code, times(words, 1), headers, "scripted error " + code);
  }

  private static Fault badRequest(Directive directive, Exception why) {
    String message = "cannot play @@" + directive.verb() + "@@: " + why.getMessage();
    return new Fault.Status(400, Integer.MAX_VALUE, Map.of(), message);
  }

  /** {@code IN CACHE_READ CACHE_WRITE [OUT [REASONING]]}; without OUT the answer is counted. */
  private static Tokens usage(List<String> words) {
    return new Tokens(
        number(words, 0, 0),
        number(words, 3, 0),
        number(words, 4, 0),
        number(words, 1, 0),
        number(words, 2, 0),
        0);
  }

  private static int times(List<String> words, int index) {
    return (int) number(words, index, Integer.MAX_VALUE);
  }

  private static long number(List<String> words, int index, long otherwise) {
    return index < words.size() ? Long.parseLong(words.get(index)) : otherwise;
  }

  private ToolCall toolCall(String argument) {
    String[] parts = argument.strip().split("\\s+", 2);
    return new ToolCall(
        parts[0], parts.length > 1 ? json.readTree(parts[1]) : json.createObjectNode());
  }

  private List<ToolCall> toolCalls(String argument) {
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : json.readTree(argument)) {
      calls.add(new ToolCall(call.path("name").asString(), call.path("input")));
    }
    if (calls.isEmpty()) {
      throw new IllegalArgumentException("tools wants [{\"name\":…,\"input\":{…}},…]");
    }
    return List.copyOf(calls);
  }

  private Map<String, String> headers(String argument) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (!argument.isBlank()) {
      json.readTree(argument)
          .properties()
          .forEach(entry -> headers.put(entry.getKey(), entry.getValue().asString()));
    }
    return headers;
  }

  private static final class Draft {
    private final List<Fault> faults = new ArrayList<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Pace pace = Pace.AT_ONCE;
    private @Nullable Tokens usage;
    private @Nullable String thinking;
    private boolean touched;

    ModelStep ending(Act act) {
      return new ModelStep(faults, pace, headers, usage, thinking, act);
    }
  }
}
