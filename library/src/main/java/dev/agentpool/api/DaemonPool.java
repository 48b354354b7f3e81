package dev.agentpool.api;

import dev.agentpool.answer.AutoAnswer;
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
import dev.agentpool.api.client.DaemonClient;
import dev.agentpool.config.Home;
import dev.agentpool.operation.BudgetRows;
import dev.agentpool.operation.ChainRows;
import dev.agentpool.operation.FanOutRows;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.operation.RouteRows;
import dev.agentpool.operation.StatsRows;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.operation.WorkflowRows;
import dev.agentpool.request.AutoRequest;
import dev.agentpool.request.CardRequest;
import dev.agentpool.request.DrainRequest;
import dev.agentpool.request.FanOutRequest;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.PageRequest;
import dev.agentpool.request.RouteRequest;
import dev.agentpool.request.StatsRequest;
import dev.agentpool.request.TaskChoices;
import dev.agentpool.request.TaskFilter;
import dev.agentpool.request.TaskRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool as a daemon serves it over its socket; the daemon may be in this program. */
final class DaemonPool implements Pool {
  private final Calls calls;
  private final Runnable afterwards;

  /**
   * @param afterwards what closing does when the connection is closed
   */
  private DaemonPool(Calls calls, Runnable afterwards) {
    this.calls = calls;
    this.afterwards = afterwards;
  }

  static Path usersHome() {
    return Home.of(System.getenv()).root();
  }

  static Pool connect(Path project, Path home) {
    return open(project, home, () -> {});
  }

  /** Opens the pool, so that what is wrong with its files is said now. */
  static Pool open(Path project, Path home, Runnable afterwards) {
    Path socket = new Home(home.toAbsolutePath().normalize()).socket();
    Calls calls = new Calls(new DaemonClient(socket), real(project));
    try {
      calls.ask(PoolRows.STATUS, Nothing.MORE);
    } catch (PoolException e) {
      calls.close();
      throw e;
    }
    return new DaemonPool(calls, afterwards);
  }

  private static Path real(Path project) {
    try {
      return project.toRealPath();
    } catch (IOException e) {
      throw new PoolException.Invalid(
          "invalid", "there is no project directory " + project.toAbsolutePath());
    }
  }

  @Override
  public TaskHandle submit(String prompt, TaskOptions options) {
    TaskRequest request = new TaskRequest(prompt, options.choices(), options.idempotencyKey());
    return task(calls.ask(TaskRows.SUBMIT, request).taskId());
  }

  @Override
  public TaskHandle task(String id) {
    return new RemoteTask(calls, id);
  }

  @Override
  public List<TaskOutcome> fanOut(List<String> prompts, FanOutOptions options) {
    TaskOptions each = options.task();
    FanOutRequest request =
        new FanOutRequest(
            prompts,
            each.choices(),
            Optional.of(options.concurrency()),
            options.settle(),
            each.idempotencyKey());
    List<String> ids = calls.ask(FanOutRows.RUN, request).taskIds();
    List<TaskOutcome> outcomes = new ArrayList<>();
    for (String id : ids) {
      outcomes.add(task(id).await());
    }
    if (!options.settle() && !outcomes.stream().allMatch(TaskOutcome::success)) {
      throw new PoolException.FanOutFailed(outcomes);
    }
    return List.copyOf(outcomes);
  }

  @Override
  public ChainHandle chain(List<Step> steps, ChainOptions options) {
    return RemoteChain.submit(calls, steps, options);
  }

  @Override
  public ChainHandle chain(String id) {
    return new RemoteChain(calls, id);
  }

  @Override
  public List<ChainSubmission> fanOutChains(List<List<Step>> chains, ChainOptions options) {
    return RemoteChain.fanOut(calls, chains, options);
  }

  @Override
  public List<ChainSummary> chains() {
    return calls.ask(ChainRows.LIST, PageRequest.WHOLE).items();
  }

  @Override
  public ChainHandle workflow(String name, Map<String, String> arguments, ChainOptions options) {
    return RemoteChain.run(calls, name, arguments, options);
  }

  @Override
  public List<WorkflowSummary> workflows() {
    return calls.ask(WorkflowRows.LIST, Nothing.MORE).workflows();
  }

  @Override
  public Route.Outcome auto(String prompt, Hints hints) {
    AutoRequest request =
        new AutoRequest(
            prompt, hints.choices(), Optional.empty(), TaskChoices.NONE, Optional.empty());
    return Routes.outcome(calls.await(RouteRows.RUN, AutoAnswer.class, request));
  }

  @Override
  public Route.Decision route(String prompt, Hints hints) {
    return Routes.decision(
        calls.ask(RouteRows.DECIDE, new RouteRequest(prompt, hints.choices(), Optional.empty())));
  }

  @Override
  public Review review(String taskId) {
    return task(taskId).review();
  }

  @Override
  public Merged merge(String id) {
    return task(id).merge();
  }

  @Override
  public Merged merge(String id, String check) {
    return new RemoteTask(calls, id).merge(check);
  }

  @Override
  public Optional<TaskHandle> claim(String slot) {
    return new RemoteSlots(calls).claim(slot);
  }

  @Override
  public SharedContext context() {
    return new RemoteContext(calls);
  }

  @Override
  public Questions questions() {
    return new RemoteQuestions(calls);
  }

  @Override
  public Providers providers() {
    return new RemoteProviders(calls);
  }

  @Override
  public Leases leases() {
    return new RemoteLeases(calls);
  }

  @Override
  public Usages usage() {
    return new RemoteUsages(calls);
  }

  @Override
  public Stats stats(String window) {
    return calls.ask(StatsRows.GET, StatsRequest.of(window));
  }

  @Override
  public StatsCard statsCard(String window, Path file) {
    return calls.ask(
        StatsRows.CARD,
        new CardRequest(
            Optional.of(window), Optional.of(file.toString()), Optional.empty(), Optional.empty()));
  }

  @Override
  public Artifacts artifacts() {
    return new RemoteArtifacts(calls);
  }

  @Override
  public Worktrees worktrees() {
    return new RemoteWorktrees(calls);
  }

  @Override
  public Sessions sessions() {
    return new RemoteSessions(calls);
  }

  @Override
  public Experts experts() {
    return new RemoteExperts(calls);
  }

  @Override
  public Mails mails() {
    return new RemoteMails(calls);
  }

  @Override
  public Messages messages() {
    return new RemoteMessages(calls);
  }

  @Override
  public Slots slots() {
    return new RemoteSlots(calls);
  }

  @Override
  public Skills skills() {
    return new RemoteSkills(calls);
  }

  @Override
  public Agents agents() {
    return new RemoteAgents(calls);
  }

  @Override
  public Budget budget() {
    return calls.ask(BudgetRows.GET, Nothing.MORE);
  }

  @Override
  public PoolStatus status() {
    return calls.ask(PoolRows.STATUS, Nothing.MORE);
  }

  @Override
  public SessionMetrics metrics(MetricsFilter filter) {
    return calls.ask(PoolRows.METRICS, filter);
  }

  @Override
  public DrainSummary drain(Duration deadline) {
    return calls.ask(PoolRows.DRAIN, new DrainRequest(Optional.of(deadline), false));
  }

  @Override
  public boolean resume() {
    return calls.ask(PoolRows.RESUME, Nothing.MORE).resumed();
  }

  @Override
  public List<Task> tasks(TaskFilter filter) {
    return calls.ask(TaskRows.LIST, filter).items();
  }

  @Override
  public Waited await(Collection<String> taskIds, WaitMode mode, Duration atMost) {
    return RemoteTask.await(calls, List.copyOf(taskIds), mode, atMost);
  }

  @Override
  public PoolEvents events() {
    return new PoolEvents(calls, calls.events(Calls.path("journal"), Map.of("follow", "true")), 0);
  }

  @Override
  public PoolEvents events(long after) {
    Map<String, String> query = Map.of("follow", "true", "after", Long.toString(after));
    return new PoolEvents(calls, calls.events(Calls.path("journal"), query), after);
  }

  @Override
  public void close() {
    if (calls.close()) {
      afterwards.run();
    }
  }
}
