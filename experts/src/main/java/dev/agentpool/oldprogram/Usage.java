package dev.agentpool.oldprogram;

/** What can be asked of it. */
final class Usage {
  static final String TEXT =
      """
      Usage: agent-pool <command> [arguments]

      Commands:
        init [pool-dir]                    Make a pool (default .agent-pool)
        add <name> [--model M]             Add an expert to the pool
        list                               List the pool's experts
        start [pool-dir]                   Run the pool until it is stopped
        stop [pool-dir]                    Stop the pool; what runs is finished
        status [pool-dir]                  Show how the pool stands
        watch [pool-dir]                   Follow what happens in the pool
        seed [--pool D] --expert N         Ask the researcher for an expert's first knowledge
        version                            Show the version
        help                               Show this

      Internal commands:
        mcp --pool D --expert N [--shared true]
        mcp --pool D --role R              Serve the tools of an expert or a role by MCP
        flush --pool D --expert N [--task T] [--shared true]
        guard --pool D --expert N [--path F]

      The pool runs in agentpool's daemon: agentpool shows and does more with it.
      """;

  static final String OF_MCP =
      """
      Usage: agent-pool mcp --pool <dir> --expert <name> [--shared true]
             agent-pool mcp --pool <dir> --role <architect|researcher|concierge>\
      """;

  static final String OF_SEED = "Usage: agent-pool seed [--pool <dir>] --expert <name>";

  private Usage() {}
}
