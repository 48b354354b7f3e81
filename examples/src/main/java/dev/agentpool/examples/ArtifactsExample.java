package dev.agentpool.examples;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.TranscriptPart;
import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;
import dev.agentpool.api.Pool;
import dev.agentpool.api.TaskHandle;
import dev.agentpool.api.TaskOptions;
import dev.agentpool.settings.WorkspaceMode;
import java.nio.file.Path;

/** What a task left is collected, and its worktree cleared away. */
public final class ArtifactsExample {
  private ArtifactsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      TaskHandle task =
          pool.submit(
              "@@tool Write {\"file_path\":\"new.txt\",\"content\":\"hello\"}@@ @@say done@@",
              TaskOptions.DEFAULTS.withWorkspace(WorkspaceMode.WORKTREE));
      task.await();
      collect(pool, task);
      read(pool, task);
      clear(pool);
    }
  }

  private static void collect(Pool pool, TaskHandle task) {
    CollectedArtifacts left = pool.artifacts().collect(task.id());
    System.out.println(left.state() + ": " + left.git().changedFiles());
    ArtifactManifest manifest = pool.artifacts().manifest(task.id());
    manifest.files().forEach(file -> System.out.println(file.kind() + ": " + file.exists()));
  }

  private static void read(Pool pool, TaskHandle task) {
    TranscriptPart part = pool.artifacts().transcript(task.id(), 0, 4_000);
    System.out.println(part.hasMore() + " " + part.sizeBytes());
    TranscriptPart end = pool.artifacts().lastLines(task.id(), 20);
    System.out.println(end.mode() + ": " + end.text().contains("[agentpool sent]"));
  }

  private static void clear(Pool pool) {
    for (WorktreeList.Tree tree : pool.worktrees().list().worktrees()) {
      WorktreeCleared would = pool.worktrees().wouldClear(tree.sessionId());
      System.out.println(tree.kind() + " " + tree.active() + " " + would.wouldRemove());
    }
  }
}
