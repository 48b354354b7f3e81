package dev.agentpool.node.persona;

import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who does certain tasks: what the agent is told with their prompts, which tools of the pool it has
 * inside the daemon, and what becomes of what it brought. Called on the attempt's own thread or the
 * session's; may read files and the ledger.
 */
public interface Persona {
  /** Nobody in particular. */
  Persona NOBODY =
      new Persona() {
        @Override
        public String told(TaskRecord task, String prompt) {
          return prompt;
        }

        @Override
        public TaskResult ended(TaskRecord task, TaskResult result) {
          return result;
        }

        @Override
        public @Nullable Map<String, Object> call(TaskId task, Map<String, Object> message) {
          return null;
        }

        @Override
        public Optional<String> objection(TaskRecord task, Set<Path> files) {
          return Optional.empty();
        }

        @Override
        public Optional<Summarised> summarised() {
          return Optional.empty();
        }
      };

  /**
   * What the agent is really asked; called once an attempt, and what it returns is kept with the
   * attempt until that is settled.
   */
  String told(TaskRecord task, String prompt);

  /** What the node is to settle an attempt with. */
  TaskResult ended(TaskRecord task, TaskResult result);

  /**
   * One MCP message of the agent that does this task; null where nothing is to be answered.
   *
   * @param message JSON as plain maps, lists, texts, numbers and booleans
   */
  @Nullable Map<String, Object> call(TaskId task, Map<String, Object> message);

  /**
   * Why the agent that does this task, or one that was started inside of it, may not write these
   * files; empty where nobody minds.
   *
   * @param files of the project, from its root; none when the agent does not name what it writes
   */
  Optional<String> objection(TaskRecord task, Set<Path> files);

  /**
   * Words for when an agent's context is replaced by a summary.
   *
   * @param before for whoever writes the summary
   * @param after for the agent that goes on with it
   */
  record Summarised(String before, String after) {}

  /** What is said in a session that has its tools. */
  Optional<Summarised> summarised();
}
