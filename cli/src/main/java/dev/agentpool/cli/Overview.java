package dev.agentpool.cli;

/** The help without a command. */
final class Overview {
  private static final String[][] COMMANDS = {
    {"", "Begin"},
    {"init", "write .agent-pool/pool.toml for a project"},
    {"demo", "see a pool work: a scripted agent, no account needed"},
    {"providers", "list the agent CLIs, and what each can be asked for"},
    {"models", "list the models that are known, and what they cost"},
    {"inventory", "list the agent CLIs as the control plane tells them"},
    {"usage", "ask providers what their plans have left"},
    {"usage-summary", "show which providers can be given work, and when the others can"},
    {"capacity-summary", "the same"},
    {"smoke", "try a whole session with an agent that changes nothing"},
    {"stats", "show what was done in a time, day by day"},
    {"control", "the control plane's form of our words (agentpool control --help)"},
    {"doctor", "check this machine and project"},
    {"setup", "say what is left to do for an agent CLI, or for all"},
    {"onboard", "tell an agent what is where, what to read, and the rules"},
    {"skills", "guidance for agents that ships: list, get, path"},
    {"preferences", "how you want work delegated: show, init, path"},
    {"", "Hand in work"},
    {"run", "run a task and show what the agent does"},
    {"submit", "hand in a task and return at once"},
    {"fan-out", "run many tasks at once"},
    {"chain", "run steps one after the other; list, show, result, cancel"},
    {"workflow", "named chains with arguments: list, show, run"},
    {"auto", "let a model split the work, and run it"},
    {"route", "let a model say how it would split the work"},
    {"every", "tasks by the clock: list, add, show, remove, pause, resume, now"},
    {"", "Follow it"},
    {"wait", "wait for tasks"},
    {"result", "print what a task came to"},
    {"tasks", "list tasks"},
    {"task", "show a task"},
    {"logs", "show what a task's agent did"},
    {"watch", "follow what happens, a line an event"},
    {"top", "all pools on one screen, live: look, answer, approve, cancel"},
    {"artifacts", "list what a task left: transcript, result, diff"},
    {"collect", "bring up to date what a task left, with its diff"},
    {"transcript", "print what a task's agent said and did, by pages"},
    {"cancel", "cancel tasks"},
    {"retry", "run a task's work again"},
    {"", "Judge it"},
    {"review", "see what a task changed, and decide on it"},
    {"approve", "accept the work of tasks that wait for review"},
    {"reject", "send a task's work back with feedback"},
    {"inbox", "what waits for you: questions, reviews, what stands still"},
    {"answer", "answer a question of the inbox"},
    {"merge", "merge accepted work into the project"},
    {"", "Take it over"},
    {"diff", "print the patch of what a task changed"},
    {"open", "open a shell or an editor where a task works"},
    {"checkout", "check a task's branch out in your own working tree"},
    {"pr", "push a task's branch and open a pull request with gh"},
    {"undo", "take the merge of a task out again"},
    {"report", "a night on one page: done, failed, waiting, spent"},
    {"prune", "clear away what ended tasks left, where nothing is lost"},
    {"", "Drive a worker yourself"},
    {"spawn", "start an agent CLI on a task as a live session"},
    {"observe", "see what a live session is at, or wait for it"},
    {"send", "answer a live session, speak into its turn, or give it the next"},
    {"keys", "press keys in a live session's terminal"},
    {"interrupt", "end the turn of a live session, and not the session"},
    {"park", "let a resting session's process go and keep its conversation"},
    {"attach", "see a live session, or sit at its terminal"},
    {"terminate", "end a live session"},
    {"sessions", "list live sessions and those that have ended"},
    {"session", "show a live session (agentpool session show ID)"},
    {"", "Equip the agents"},
    {"skill", "prompts with a name: list, show, add, remove, save, eject, run"},
    {"agent", "agents out of definition files: list, show, invoke, warmup, reset"},
    {"context", "what every agent is told: list, get, set, delete"},
    {"conversation", "conversations that tasks share: list, forget"},
    {"message", "messages to slots: send, broadcast, read, peek"},
    {"leases", "claims of files by tasks: list, acquire, release"},
    {"expert", "experts and what they know: list, show, confirm, reject, undo"},
    {"mail", "mail of experts: list, show, send, requeue"},
    {"contract", "what experts agreed on: list, show, history"},
    {"formula", "plans of experts that are used again: list, show, run"},
    {"curate", "look after what experts know"},
    {"", "Run the pool"},
    {"status", "show the daemon and its pools"},
    {"slot", "the pool's slots: list, show, set, claim, restart"},
    {"scale", "change the number of slots"},
    {"drain", "let a pool come to rest"},
    {"resume", "let a drained pool go on"},
    {"hold", "let a provider start nothing, also when its limit is reset"},
    {"unhold", "let held providers start tasks again"},
    {"worktrees", "worktrees of tasks: list, cleanup"},
    {"retention", "what of all that agents left would be let go of"},
    {"budget", "show or set the caps"},
    {"metrics", "show what the tasks came to in figures"},
    {"webhook", "who is told of events: list, add, remove, log, test"},
    {"config", "show or validate the settings, and what agents get"},
    {"trust", "what a project's own files run: show, give, revoke"},
    {"env", "the environment of agents: show, refresh"},
    {"", "Connect"},
    {"mcp", "speak MCP on standard input and output"},
    {"mcp-config", "print what an MCP client needs to know"},
    {"serve", "serve REST and MCP over HTTP, with a token"},
    {"", "The program"},
    {"start", "start the daemon (other commands do, too)"},
    {"stop", "stop the daemon"},
    {"completion", "print a completion script for a shell"},
    {"version", "print the version"},
    {"help", "show the help of a command"},
  };

  private Overview() {}

  static String text() {
    StringBuilder text =
        new StringBuilder(
            "Usage: agentpool COMMAND [OPTIONS]\n\n"
                + "A pool of agents for a project.\n\n"
                + "Start here (for AI agents):\n"
                + "  agentpool skills get agentpool   how to work with it; skills [list] has"
                + " more,\n"
                + "                                   skills path [name] says where they lie\n");
    for (String[] command : COMMANDS) {
      if (command[0].isEmpty()) {
        text.append('\n').append(command[1]).append('\n');
        continue;
      }
      text.append("  ")
          .append(command[0])
          .append(" ".repeat(18 - command[0].length()))
          .append(command[1])
          .append('\n');
    }
    return text.append(
            "\n"
                + "Every command has --help and --json. Exit codes: 0 done, 1 the task failed, 2"
                + " wrong usage,\n")
        .append(
            "3 refused such as over budget, 4 the daemon or the machine, 5 not found, 124 timed out.\n\n"
                + "Example:\n"
                + "  agentpool demo\n")
        .toString();
  }
}
