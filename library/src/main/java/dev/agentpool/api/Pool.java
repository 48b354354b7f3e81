package dev.agentpool.api;

import dev.agentpool.answer.Budget;
import dev.agentpool.answer.ChainSummary;
import dev.agentpool.answer.DrainSummary;
import dev.agentpool.answer.Merged;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.Review;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.answer.Stats;
import dev.agentpool.answer.StatsCard;
import dev.agentpool.answer.Task;
import dev.agentpool.answer.Waited;
import dev.agentpool.answer.WorkflowSummary;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.request.TaskFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A pool of coding agents: give it work, get results, within a budget. Two kinds, one interface:
 * {@link #builder} runs a pool inside this program; {@link #connect} speaks to the daemon that the
 * command line and everything else of this user speak to.
 *
 * {@snippet :
 * try (Pool pool = Pool.builder().project(project).slots(2).build()) {
 *   System.out.println(pool.run("Say hello.").orThrow().output());
 * }
 * }
 *
 * <p>Thread-safe. Calls block the caller's thread, so virtual threads fit; interrupting one throws
 * {@link PoolException.Interrupted} and leaves the work alone. What is refused is a {@link
 * PoolException}; what fails later is an outcome.
 */
public interface Pool extends AutoCloseable {
  /** A pool inside this program, with its own store; it ends with {@link #close}. */
  static PoolBuilder builder() {
    return new PoolBuilder();
  }

  /**
   * The pool of a project in the user's running daemon: that of {@code AGENT_POOL_HOME}, or else of
   * {@code ~/.agent-pool}. Closing ends the connection and nothing else.
   *
   * {@snippet :
   * try (Pool pool = Pool.connect(project)) {
   *   System.out.println(pool.status().totalSlots() + " slots");
   * }
   * }
   *
   * @throws PoolException.DaemonUnreachable when none runs; {@code agentpool start} starts one
   */
  static Pool connect(Path project) {
    return DaemonPool.connect(project, DaemonPool.usersHome());
  }

  /** The same for the daemon of another home. */
  static Pool connect(Path project, Path home) {
    return DaemonPool.connect(project, home);
  }

  /**
   * Runs a prompt and waits for what comes of it.
   *
   * {@snippet :
   * TaskOutcome outcome = pool.run("Say hello.");
   * System.out.println(outcome.success() + ": " + outcome.result().output());
   * }
   *
   * @throws PoolException when it is not accepted: the budget is spent, the pool is drained
   */
  default TaskOutcome run(String prompt) {
    return run(prompt, TaskOptions.DEFAULTS);
  }

  /** The same, with options. */
  default TaskOutcome run(String prompt, TaskOptions options) {
    return submit(prompt, options).await();
  }

  /**
   * The same, and tells what the agent says while it says it, in the calling thread.
   *
   * {@snippet :
   * pool.run("Say hello.", TaskOptions.DEFAULTS, text -> System.out.print(text));
   * }
   */
  default TaskOutcome run(String prompt, TaskOptions options, Consumer<String> onOutput) {
    return submit(prompt, options).follow(onOutput);
  }

  /** Submits a prompt as a task and does not wait. */
  default TaskHandle submit(String prompt) {
    return submit(prompt, TaskOptions.DEFAULTS);
  }

  /**
   * The same, with options.
   *
   * {@snippet :
   * TaskHandle first = pool.submit("Say one.");
   * TaskHandle second = pool.submit("Say two.", TaskOptions.DEFAULTS.after(first.id()));
   * System.out.println(second.await().success());
   * }
   */
  TaskHandle submit(String prompt, TaskOptions options);

  /**
   * Submits a task whose success waits until somebody approves it.
   *
   * {@snippet :
   * TaskHandle task = pool.submitWithReview("Write a haiku into HAIKU.");
   * task.await();
   * task.reject("Five, seven, five syllables, please.");
   * task.await();
   * System.out.println(task.approve().state());
   * }
   */
  default TaskHandle submitWithReview(String prompt) {
    return submitWithReview(prompt, TaskOptions.DEFAULTS);
  }

  /** The same, with options. */
  default TaskHandle submitWithReview(String prompt, TaskOptions options) {
    return submit(prompt, options.withReview());
  }

  /** A task that was submitted before, here or elsewhere; it is asked for when it is used. */
  TaskHandle task(String id);

  /**
   * Runs prompts side by side and waits for all.
   *
   * {@snippet :
   * List<TaskOutcome> outcomes = pool.fanOut(List.of("Say one.", "Say two.", "Say three."));
   * outcomes.forEach(outcome -> System.out.println(outcome.result().output()));
   * }
   *
   * @return in the order of the prompts
   * @throws PoolException.FanOutFailed when one did not succeed; it holds all outcomes
   */
  default List<TaskOutcome> fanOut(List<String> prompts) {
    return fanOut(prompts, FanOutOptions.DEFAULTS);
  }

  /** The same, with options; when they settle, failures are among the outcomes. */
  List<TaskOutcome> fanOut(List<String> prompts, FanOutOptions options);

  /** Submits a chain and does not wait. */
  default ChainHandle chain(List<Step> steps) {
    return chain(steps, ChainOptions.DEFAULTS);
  }

  /** The same, with options. */
  ChainHandle chain(List<Step> steps, ChainOptions options);

  /** A chain that was submitted before; it is asked for when it is used. */
  ChainHandle chain(String id);

  /** Submits chains, each for itself; in their order. */
  List<ChainSubmission> fanOutChains(List<List<Step>> chains, ChainOptions options);

  /** The pool's chains, newest first. */
  List<ChainSummary> chains();

  /**
   * Runs a workflow and does not wait.
   *
   * {@snippet :
   * ChainHandle run = pool.workflow("review_and_fix", Map.of("review_target", "README"));
   * System.out.println(run.await().success());
   * }
   *
   * @throws PoolException.NotFound {@code workflow 'NAME' not found}
   * @throws PoolException.Invalid {@code missing required argument 'A' for workflow 'NAME'}
   */
  default ChainHandle workflow(String name, Map<String, String> arguments) {
    return workflow(name, arguments, ChainOptions.DEFAULTS);
  }

  /** The same, with options; isolation and what happens at the end are the workflow's own. */
  ChainHandle workflow(String name, Map<String, String> arguments, ChainOptions options);

  /** The workflows there are: built in, the user's, the project's. */
  List<WorkflowSummary> workflows();

  /** Lets a router decide how to run a piece of work, runs it so, and waits. */
  default Route.Outcome auto(String prompt) {
    return auto(prompt, Hints.NONE);
  }

  /**
   * The same, with hints. When the router fails, the prompt is run as one task.
   *
   * {@snippet :
   * Route.Outcome outcome = pool.auto("Say hello.", Hints.NONE.withMaxParallel(2));
   * System.out.println(outcome.output() + " for " + outcome.cost());
   * }
   */
  Route.Outcome auto(String prompt, Hints hints);

  /** Only decides. */
  default Route.Decision route(String prompt) {
    return route(prompt, Hints.NONE);
  }

  /**
   * The same, with hints.
   *
   * {@snippet :
   * Route.Decision decision = pool.route("Say hello.", Hints.NONE);
   * System.out.println(decision.route() + " for " + decision.cost());
   * }
   *
   * @throws PoolException.Conflict when the router fails
   */
  Route.Decision route(String prompt, Hints hints);

  /** What a reviewer looks at: the task, its cost, and what its branch changes. */
  Review review(String taskId);

  /**
   * Merges the branch of a completed task or chain into what the project has checked out.
   *
   * @throws PoolException.Conflict when it does not merge cleanly; nothing has changed then
   */
  Merged merge(String id);

  /** The same, when a command succeeds on the merged result. */
  Merged merge(String id, String check);

  /**
   * Lets an idle slot take the next task now.
   *
   * {@snippet :
   * System.out.println(pool.claim("slot-0").map(TaskHandle::id).orElse("nothing to do"));
   * }
   *
   * @return the task; empty when the slot is busy or nothing is pending
   * @throws PoolException.SlotNotFound when there is no such slot
   */
  Optional<TaskHandle> claim(String slot);

  /** What every agent is told. */
  SharedContext context();

  /** What waits for a person. */
  Questions questions();

  /** The agent CLIs of this machine. */
  Providers providers();

  /** Claims of files by tasks. */
  Leases leases();

  /** What providers have left. */
  Usages usage();

  /** What was done in a time such as {@code 7d}, {@code all} or a date. */
  Stats stats(String window);

  /**
   * Draws what was done in a time as a PNG without private words.
   *
   * @param file an absolute path; a PNG that is there is replaced
   */
  StatsCard statsCard(String window, Path file);

  /** What tasks left. */
  Artifacts artifacts();

  /** The worktrees of tasks and plans. */
  Worktrees worktrees();

  /** Live sessions: agents that this program drives turn by turn. */
  Sessions sessions();

  /** Specialists with knowledge that lasts, where the pool has some. */
  Experts experts();

  /** Mail to them and of them. */
  Mails mails();

  /** Messages to slots. */
  Messages messages();

  /** The slots. */
  Slots slots();

  /** The skills. */
  Skills skills();

  /** The agents out of definition files. */
  Agents agents();

  /** The pool at a glance. */
  PoolStatus status();

  /** What it spent and took, and its caps: in dollars, tokens and turns. */
  Budget budget();

  /** Figures over all its tasks. */
  default SessionMetrics metrics() {
    return metrics(MetricsFilter.ALL);
  }

  /** Figures over some of its tasks. */
  SessionMetrics metrics(MetricsFilter filter);

  /**
   * Takes no more work, waits for what runs until the deadline, and ends every agent. The pool
   * stays so until {@link #resume}.
   */
  DrainSummary drain(Duration deadline);

  /** Takes work again after a drain; whether it was drained. */
  boolean resume();

  /** Its tasks, newest first. */
  default List<Task> tasks() {
    return tasks(TaskFilter.ALL);
  }

  /** Some of its tasks, newest first. */
  List<Task> tasks(TaskFilter filter);

  /**
   * Waits for several tasks; returns at once when they are there already.
   *
   * @throws PoolException.TaskNotFound when there is no such task
   */
  Waited await(Collection<String> taskIds, WaitMode mode, Duration atMost);

  /** Everything that changes from now on. */
  PoolEvents events();

  /** Everything that changed after this sequence number; 0 for all there ever was. */
  PoolEvents events(long after);

  /**
   * Ends the pool of this program: waits for what runs as long as the builder said, then ends every
   * agent. A pool that was connected to only loses the connection. Calls under way throw {@link
   * PoolException.PoolShutdown}. A second call does nothing. A program that exits without it ends
   * its agents at once.
   */
  @Override
  void close();
}
