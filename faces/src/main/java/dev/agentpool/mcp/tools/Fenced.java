package dev.agentpool.mcp.tools;

import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.LiveSessionAnswer;
import dev.agentpool.answer.LiveSessionInfo;
import dev.agentpool.answer.LiveSessionPage;
import dev.agentpool.answer.SpawnedSession;
import dev.agentpool.answer.WorktreeCleared;
import dev.agentpool.answer.WorktreeList;
import dev.agentpool.wire.Untrusted;
import java.util.List;
import java.util.Optional;

/**
 * Members of the control plane's answers in which an agent's words may stand, beside those that are
 * envelopes as they are: why a turn failed, what files and branches are called, what a diff has
 * not. They are told between delimiters, or not at all.
 */
final class Fenced {
  private final boolean lockdown;

  Fenced(Call call) {
    this.lockdown = call.lockdown();
  }

  LiveSessionAnswer over(LiveSessionAnswer answer) {
    return new LiveSessionAnswer(over(answer.session()));
  }

  LiveSessionPage over(LiveSessionPage page) {
    return new LiveSessionPage(
        page.sessions().stream().map(this::over).toList(), page.pagination(), page.scope());
  }

  SpawnedSession over(SpawnedSession spawned) {
    return new SpawnedSession(
        spawned.sessionId(),
        over(spawned.session()),
        spawned.attachCommand(),
        spawned.preferences(),
        spawned.liveControl());
  }

  private LiveSessionInfo over(LiveSessionInfo session) {
    return session.withReason(session.reason().map(this::text));
  }

  CollectedArtifacts over(CollectedArtifacts collected) {
    CollectedArtifacts.GitStanding git = collected.git();
    return new CollectedArtifacts(
        collected.sessionId(),
        collected.state(),
        collected.artifactDir(),
        collected.artifacts(),
        new CollectedArtifacts.GitStanding(git.isRepo(), git.dirty(), names(git.changedFiles())),
        collected.warnings().stream()
            .map(one -> new CollectedArtifacts.Warning(one.code(), text(one.message())))
            .toList(),
        collected.outsideAllowedFiles(),
        collected.workerOutput());
  }

  WorktreeList over(WorktreeList list) {
    return new WorktreeList(
        list.repoPath(),
        list.worktrees().stream()
            .map(tree ->
                new WorktreeList.Tree(
                    tree.path(),
                    tree.head(),
                    name(tree.branch()),
                    tree.active(),
                    tree.sessionId(),
                    tree.kind(),
                    tree.exists()))
            .toList());
  }

  WorktreeCleared over(WorktreeCleared cleared) {
    return new WorktreeCleared(
        cleared.sessionId(),
        cleared.removed(),
        cleared.wouldRemove(),
        cleared.dryRun(),
        cleared.blocked(),
        cleared.path(),
        cleared.dirty(),
        cleared.force(),
        cleared.reason(),
        name(cleared.branch()),
        cleared.branchRemoved(),
        names(cleared.aside()));
  }

  private List<String> names(List<String> names) {
    return names.stream().map(this::name).toList();
  }

  private Optional<String> name(Optional<String> name) {
    return name.map(this::name);
  }

  private String name(String name) {
    return Untrusted.isPlainName(name) ? name : text(name);
  }

  private String text(String text) {
    return lockdown ? "(not told: " + Lockdown.REASON + ")" : Untrusted.fenced(text);
  }
}
