package dev.agentpool.node.question;

import dev.agentpool.node.persona.Persona;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The desk of a session that has tools of its pool inside the daemon, beside one where it asks.
 *
 * @param server what the agent knows them by
 * @param call answers a message by what runs at the desk then
 * @param persona whose tools they are
 */
record RoleDesk(
    ToolDesk desk,
    String server,
    Function<Map<String, Object>, @Nullable Map<String, Object>> call,
    Supplier<Persona> persona)
    implements ToolDesk {

  /** Serves whoever's task runs then. */
  static ToolDesk over(
      ToolDesk desk, String server, Supplier<Persona> persona, RunningTask running) {
    return new RoleDesk(
        desk,
        server,
        message -> {
          TaskId task = running.now();
          return task == null
              ? refused(message, "no task runs in this session now")
              : persona.get().call(task, message);
        },
        persona);
  }

  /** What runs at a desk. */
  @FunctionalInterface
  interface RunningTask {
    @Nullable TaskId now();
  }

  private static @Nullable Map<String, Object> refused(Map<String, Object> message, String why) {
    Object id = message.get("id");
    return id == null
        ? null
        : Map.of("jsonrpc", "2.0", "id", id, "error", Map.of("code", -32000, "message", why));
  }

  @Override
  public List<String> servers() {
    return List.of(server);
  }

  @Override
  public @Nullable Map<String, Object> mcp(String name, Map<String, Object> message) {
    return name.equals(server)
        ? call.apply(message)
        : refused(message, "there is no tool server '" + name + "' here");
  }

  @Override
  public Permission mayUse(String tool, Map<String, Object> input) {
    return desk.mayUse(tool, input);
  }

  /** The tools of its pool are an expert's own, by whichever way they came to it. */
  @Override
  public Optional<Permission> decide(Ask ask) {
    return owns(ask.tool()) ? Optional.of(new Permission.Allow(null)) : desk.decide(ask);
  }

  @Override
  public boolean owns(String tool) {
    return tool.startsWith("mcp__" + server + "__");
  }

  @Override
  public Words say(String id, String question, List<String> options) {
    return desk.say(id, question, options);
  }

  @Override
  public void delivered(String id) {
    desk.delivered(id);
  }

  @Override
  public void withdrawn(String id) {
    desk.withdrawn(id);
  }

  @Override
  public Optional<Summarised> summarised() {
    return persona
        .get()
        .summarised()
        .map(words -> new ToolDesk.Summarised(words.before(), words.after()));
  }

  @Override
  public boolean answers() {
    return desk.answers();
  }

  @Override
  public boolean watchesWrites() {
    return desk.watchesWrites();
  }

  @Override
  public Optional<String> objection(String tool, List<String> files) {
    return desk.objection(tool, files);
  }
}
