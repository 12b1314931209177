/**
 * Why a request goes where it goes: the plan, read like a person would, with every step kept.
 *
 * <p>It exists so that a question about routing has an answer without a proxy, in words. It takes precedence from the plan's order and
 * decides none; what it says is compared with the real HAProxy for random routes and requests, and by every routing test that runs.
 */
package dev.pointsman.pipeline.explain;
