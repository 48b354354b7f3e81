package dev.agentpool.workspace.git;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock a folder: a slot's worktree, or a repository. There are as many as slots and projects.
 */
final class Locks {
  private final ConcurrentHashMap<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

  ReentrantLock of(Path folder) {
    return locks.computeIfAbsent(folder, ignored -> new ReentrantLock());
  }
}
