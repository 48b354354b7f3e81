package dev.agentpool.answer;

/**
 * A workflow that was submitted.
 *
 * @param chainId of the chain that it is
 * @param taskId the same
 * @param isolationEffective where its steps work
 */
public record SubmittedWorkflow(
    String chainId, String taskId, String workflow, String isolationEffective) {}
