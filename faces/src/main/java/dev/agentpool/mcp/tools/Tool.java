package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Refusals;
import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpHello.Compat;
import dev.agentpool.mcp.McpTool;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.mcp.ToolAnswer;
import dev.agentpool.mcp.ToolCall;
import dev.agentpool.operation.Operation;
import dev.agentpool.wire.GuestGate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One row in the table of a feature's tools; all that there is to say of a tool stands in it.
 *
 * @param takes its arguments
 * @param gives the members of its structured answer
 * @param lean how the lean toolset has it; null when that one goes without it
 * @param operations that it does
 */
record Tool(
    String name,
    String title,
    String description,
    Fields takes,
    Fields gives,
    ToolHints hints,
    Set<Toolset> toolsets,
    @Nullable Lean lean,
    List<Operation<?, ?>> operations,
    Handler handler) {

  /** Fewer words and arguments; the answer promises only what it always has. */
  record Lean(String description, Fields takes, List<String> answer) {}

  /** Does the work. What it throws is told to the client as an answer that is an error. */
  interface Handler {
    Answer call(Call call) throws Exception;
  }

  /** A tool of the slots toolset that does nothing yet. */
  static Tool of(String name, String title, String description) {
    return new Tool(
        name,
        title,
        description,
        Fields.NONE,
        Fields.NONE,
        ToolHints.WRITES,
        Set.of(Toolset.SLOTS),
        null,
        List.of(),
        _ -> {
          throw new IllegalStateException(name + " has no handler");
        });
  }

  /** A tool that does an operation and tells its answer as it is. */
  static <A extends Record> Tool doing(
      Operation<?, A> operation, String name, String title, String description) {
    Class<?> answer = operation.gives().element();
    return of(name, title, description)
        .with(operation, answer.asSubclass(Record.class))
        .does(call -> Answer.of(call.ask(operation)));
  }

  /** What an operation takes, and what this tool shows of its answer. */
  Tool with(Operation<?, ?> operation, Class<? extends Record> shown) {
    return new Tool(
        name,
        title,
        description,
        Fields.request(operation.takes()),
        Fields.answer(shown),
        hints,
        toolsets,
        lean,
        List.of(operation),
        handler);
  }

  /** Which operations it does, when its words are its own. */
  Tool asks(Operation<?, ?>... some) {
    return new Tool(
        name, title, description, takes, gives, hints, toolsets, lean, List.of(some), handler);
  }

  Tool takes(Fields fields) {
    return new Tool(
        name, title, description, fields, gives, hints, toolsets, lean, operations, handler);
  }

  Tool gives(Fields fields) {
    return new Tool(
        name, title, description, takes, fields, hints, toolsets, lean, operations, handler);
  }

  Tool reads() {
    return hinted(ToolHints.READS);
  }

  Tool hinted(ToolHints changed) {
    return new Tool(
        name, title, description, takes, gives, changed, toolsets, lean, operations, handler);
  }

  /** Offered by these toolsets only (and by the full one). */
  Tool in(Toolset... only) {
    return new Tool(
        name, title, description, takes, gives, hints, Set.of(only), lean, operations, handler);
  }

  /** Also offered by the lean toolset, in these words, with these arguments. */
  Tool lean(String words, Fields fewer, List<String> answer) {
    return new Tool(
        name,
        title,
        description,
        takes,
        gives,
        hints,
        toolsets,
        new Lean(words, fewer, answer),
        operations,
        handler);
  }

  Tool does(Handler work) {
    return new Tool(
        name, title, description, takes, gives, hints, toolsets, lean, operations, work);
  }

  /** The same tool under another name. */
  Tool alias(String other) {
    return new Tool(
        other,
        title,
        "Another name of " + name + ".",
        takes,
        gives,
        hints,
        toolsets,
        null,
        operations,
        handler);
  }

  boolean isIn(Set<Toolset> chosen) {
    return chosen.contains(Toolset.FULL)
        || chosen.stream().anyMatch(toolsets::contains)
        || (lean != null && chosen.contains(Toolset.LEAN));
  }

  /** As a client of these toolsets sees it. */
  McpTool offered(Pool pool, Compat compat, Set<Toolset> chosen) {
    boolean whole = chosen.contains(Toolset.FULL) || chosen.stream().anyMatch(toolsets::contains);
    Lean few = whole ? null : lean;
    Map<String, Object> input = (few == null ? takes : few.takes()).schema();
    @Nullable Map<String, Object> output =
        isOfControlPlane() ? null : (few == null ? gives : gives.only(few.answer())).schema();
    return new McpTool(
        name,
        title,
        few == null ? description : few.description(),
        input,
        output,
        hints,
        call -> {
          try {
            if (pool.guest()) {
              refuseForGuests(call);
            }
            return handler.call(new Call(call, pool, compat)).as(compat);
          } catch (RuntimeException thrown) {
            Refused refused = Refusals.of(thrown).orElseThrow(() -> thrown);
            return refused(refused);
          }
        },
        message -> refused(Refused.invalid(message)));
  }

  /** Its refusals are data too, which no schema of answers has, so those tools go without one. */
  private boolean isOfControlPlane() {
    return toolsets.stream().anyMatch(Toolset::isOfControlPlane);
  }

  /** The control plane's users read refusals in a form of their own. */
  private ToolAnswer refused(Refused refused) {
    return isOfControlPlane()
        ? ControlRefusal.of(name, refused)
        : ToolAnswer.refused(String.valueOf(refused.getMessage()), refused.code());
  }

  private static void refuseForGuests(ToolCall call) {
    GuestGate.needsTrust(call.arguments())
        .ifPresent(setting -> {
          throw new Refused(Refused.Kind.INVALID, "forbidden", GuestGate.refusal(setting));
        });
  }
}
