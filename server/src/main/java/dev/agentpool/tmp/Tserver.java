package dev.agentpool.tmp; public final class Tserver { private Tserver() {} }
