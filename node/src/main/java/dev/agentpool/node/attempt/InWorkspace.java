package dev.agentpool.node.attempt;

import dev.agentpool.activity.ActivityWriter;
import dev.agentpool.session.ProviderException;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskResult;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Checkout;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An attempt's time in its workspace: what keeps it from working there, and what it leaves. */
final class InWorkspace {
  private final ActivityWriter activity;
  private final boolean couldWrite;
  private final UnaryOperator<TaskResult> named;

  /**
   * @param couldWrite whether its agent may change files
   * @param named what a result without an agent is called, if the node ended the attempt
   */
  InWorkspace(ActivityWriter activity, boolean couldWrite, UnaryOperator<TaskResult> named) {
    this.activity = activity;
    this.couldWrite = couldWrite;
    this.named = named;
  }

  /** What is done in a workspace. */
  interface Work {
    TaskResult in(Workspace workspace) throws InterruptedException;
  }

  /**
   * @param watched what is looked at while it works there
   */
  TaskResult result(Supplier<Workspace> prepare, Function<Workspace, Checkout> watched, Work inside)
      throws InterruptedException {
    Workspace workspace;
    try {
      workspace = prepare.get();
    } catch (WorkspaceException e) {
      return TaskResult.withoutAgent(
          Outcome.of(
              e.fault().concernsEveryTask()
                  ? OutcomeCode.PROJECT_UNUSABLE
                  : OutcomeCode.WORKSPACE_FAILED,
              String.valueOf(e.getMessage())));
    }
    Checkout checkout = watched.apply(workspace);
    TaskResult result;
    try {
      result = inside.in(workspace);
    } catch (ProviderException e) {
      Outcome outcome = // in a folder that is gone no program starts, and none is to blame
          Files.isDirectory(workspace.directory()) ? e.outcome() : isGone(workspace.directory());
      result = named.apply(TaskResult.withoutAgent(outcome));
    }
    if (result.verdict().walls() instanceof StoodWalls.None) {
      result = touched(result, checkout); // else nothing of it could be written
    }
    return tidied(result, workspace);
  }

  private TaskResult touched(TaskResult result, Checkout checkout) {
    TaskResult told = result;
    for (String change : checkout.changes()) {
      String notice =
          change + " while this ran: by this task, as no walls stood around it, or by you";
      activity.notice(notice);
      told = told.noticing(notice);
    }
    return told;
  }

  private TaskResult tidied(TaskResult result, Workspace workspace) {
    TaskResult tidied;
    try {
      tidied = result.withWorkspace(workspace.finish());
    } catch (WorkspaceException e) {
      String untidied =
          "the workspace could not be tidied; its work is untouched in "
              + workspace.directory()
              + ": "
              + e.getMessage();
      activity.notice(untidied);
      tidied = result.noticing(untidied);
    }
    TaskResult told = tidied.noticing(workspace.notices());
    return told.outcome().success() && couldWrite && workspace.leftNothing()
        ? told.noticing("it could write and left nothing: no commits, no changed files")
        : told;
  }

  private static Outcome isGone(Path folder) {
    return Outcome.of(
        OutcomeCode.PROJECT_UNUSABLE,
        "the folder " + folder + " is not there: put it back, or cancel what waits for it");
  }
}
