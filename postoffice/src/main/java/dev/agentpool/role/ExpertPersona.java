package dev.agentpool.role;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.expert.OwnedFiles;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.persona.Persona;
import dev.agentpool.pool.PoolId;
import dev.agentpool.post.Expert;
import dev.agentpool.post.ExpertVariables;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.RoleTools;
import dev.agentpool.post.Roster;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who does the tasks of mails: the expert they are for. */
public final class ExpertPersona implements Persona {
  private final Ledger ledger;
  private final PostOffice office;
  private final Function<PoolId, Optional<PoolConfig>> pools;
  private final ExpertPrompt prompts;
  private final RoleServer server;

  public ExpertPersona(
      Ledger ledger,
      PostOffice office,
      KnownByHeart known,
      RoleServer server,
      Function<PoolId, Optional<PoolConfig>> pools) {
    this.ledger = ledger;
    this.office = office;
    this.pools = pools;
    this.prompts = new ExpertPrompt(office, known);
    this.server = server;
  }

  private record Doing(PoolConfig pool, Roster roster, Expert expert, Mailed mailed) {}

  private Optional<Doing> doing(TaskRecord task) {
    Mailed mailed = Mailed.of(task).orElse(null);
    PoolConfig pool = pools.apply(task.pool()).orElse(null);
    Roster roster = pool == null ? null : office.rosters().of(pool).orElse(null);
    if (mailed == null || pool == null || roster == null) {
      return Optional.empty();
    }
    return roster.find(mailed.mail().to()).map(expert -> new Doing(pool, roster, expert, mailed));
  }

  @Override
  public String told(TaskRecord task, String prompt) {
    return doing(task)
        .map(it -> {
          List<Letter> unread = office.toBeTold(task, it.expert().name().value());
          return prompts.of(it.roster(), it.expert(), it.mailed(), prompt, unread);
        })
        .orElse(prompt);
  }

  @Override
  public TaskResult ended(TaskRecord task, TaskResult result) {
    return Mailed.of(task).map(mailed -> office.ended(mailed, result)).orElse(result);
  }

  /** The tool server that a session of these settings has inside the daemon. */
  public static Optional<String> server(Settings settings) {
    return ExpertVariables.expert(settings).map(_ -> RoleTools.SERVER);
  }

  @Override
  public Optional<Summarised> summarised() {
    return Optional.of(
        new Summarised(
            "Keep word for word what was learnt and is not yet written down with update_state or"
                + " append_error, and what of the task is still to be done.",
            "Your context was replaced by a summary. Before you go on, write down what in it will"
                + " hold after this task (update_state) and what went wrong and helped"
                + " (append_error), unless you did already."));
  }

  @Override
  public @Nullable Map<String, Object> call(TaskId id, Map<String, Object> message) {
    TaskRecord task = ledger.task(id).orElse(null);
    Doing it = task == null ? null : doing(task).orElse(null);
    return it == null
        ? RoleServer.refused(message, "this session's task is no expert's any more")
        : server.answer(
            new RoleCall(it.pool(), it.roster(), it.expert(), Optional.of(it.mailed())), message);
  }

  /** Files that other experts own. */
  @Override
  public Optional<String> objection(TaskRecord task, Set<Path> files) {
    return doing(task)
        .flatMap(it -> {
          OwnedFiles owned = OwnedFiles.of(it.roster().pool());
          return files.isEmpty()
              ? owned.unnamed(it.expert().name())
              : files.stream()
                  .flatMap(file ->
                      owned.denied(it.expert().name(), it.pool().directory(), file).stream())
                  .findFirst();
        })
        .map(why ->
            why
                + " (send_notify, or send_task where you have it), leave the file as it is, and say"
                + " so in your answer when the task needs it");
  }
}
