package dev.pointsman.e2e;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/**
 * A Java agent (java.lang.instrument) that takes rule 4 out of the ownership rule while its class is loaded: an entry that a peer has taken in this
 * term is let be.
 *
 * <p>It exists to show that the fault campaign notices, on programs that have no switch for it. Names of methods are strings here: a rule
 * that is rewritten and not found any more ends the process that was to go without it.
 */
public final class WithoutRule implements ClassFileTransformer {
    private static final String RULE = "dev/pointsman/agent/ownership/rule/OwnershipRule";
    private static final String METHOD = "taken";
    private static final ClassDesc VERDICT = ClassDesc.of("dev.pointsman.agent.ownership.rule.Verdict");
    private static final ClassDesc KIND = VERDICT.nested("Kind");

    private WithoutRule() {}

    public static void premain(String arguments, Instrumentation instrumentation) {
        instrumentation.addTransformer(new WithoutRule());
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        if (!RULE.equals(name)) {
            return null;
        }
        ClassFile format = ClassFile.of();
        ClassModel rule = format.parse(original);
        if (rule.methods().stream().filter(WithoutRule::isRuleFour).count() != 1) {
            System.err.println("there is no method '" + METHOD + "' in " + RULE);
            Runtime.getRuntime().halt(1);
        }
        return format.transformClass(rule, (builder, element) -> {
            if (element instanceof MethodModel method && isRuleFour(method)) {
                builder.withMethodBody(
                        method.methodName(), method.methodType(), method.flags().flagsMask(), WithoutRule::standBy);
            } else {
                builder.with(element);
            }
        });
    }

    private static boolean isRuleFour(MethodModel method) {
        return method.methodName().equalsString(METHOD);
    }

    /** {@code return new Verdict(Kind.STAND_BY, "rule 4 was taken out");} */
    private static void standBy(CodeBuilder code) {
        code.new_(VERDICT)
                .dup()
                .getstatic(KIND, "STAND_BY", KIND)
                .loadConstant("rule 4 was taken out")
                .invokespecial(
                        VERDICT,
                        ConstantDescs.INIT_NAME,
                        MethodTypeDesc.of(ConstantDescs.CD_void, KIND, ConstantDescs.CD_String))
                .areturn();
    }
}
