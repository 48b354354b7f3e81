package dev.agentpool.api;

import dev.agentpool.testkit.ScriptedAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project in a folder of its own, whose agents are scripted. */
record Project(Path directory, Path agent) {
  static Project in(Path temp) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project")).toRealPath();
    return new Project(project, ScriptedAgent.install(temp.resolve("agent")));
  }

  PoolBuilder builder() {
    return Pool.builder()
        .project(directory)
        .setting("command", agent.toString())
        .setting("retry_delay", "10ms");
  }

  /** Processes of the scripted agent that this test installed. */
  List<Long> agents() {
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(agent.toString()))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
