package studio.latent.engine.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import studio.latent.engine.error.OutOfDeviceMemory;
import studio.latent.engine.image.ImageShape;
import studio.latent.engine.model.InLatentSpace;
import studio.latent.engine.model.SampleShape;
import studio.latent.engine.tensor.HostTensor;
import studio.latent.engine.tensor.Scope;
import studio.latent.engine.tensor.Script;
import studio.latent.engine.tensor.Tensor;

/// A batch's images as the training step takes them: bytes, or for a model in a latent space what its frozen
/// encoder says of them.
///
/// The encoder sees each image once, alone, so that what it says depends on the image only; a run that resumes
/// finds the same bits. What was found is kept by the image's content, in host memory.
final class StepImages {
    /// Share of the heap that is kept at most; images beyond it are encoded each time.
    private static final long SHARE_OF_HEAP = 4;

    private final TrainingPlan plan;
    private final Script script;
    private final StepState state;
    private final ImageShape shape;
    private final Map<Content, float[]> known = new HashMap<>();

    /// The first half of an image's SHA-256.
    private record Content(long high, long low) {}

    StepImages(TrainingPlan plan, Script script, StepState state) {
        this.plan = plan;
        this.script = script;
        this.state = state;
        this.shape = plan.model().spec().image();
    }

    /// **Shapes** `images: [batch, C, H, W]`, uint8, in a direct buffer that stays as it is while the result lives.
    Tensor of(Scope scope, ByteBuffer images, int batch) throws OutOfDeviceMemory {
        return plan.model() instanceof InLatentSpace space
                ? moments(scope, space.latentShape(), images, batch)
                : bytes(scope, images, batch);
    }

    private Tensor bytes(Scope scope, ByteBuffer images, int batch) {
        return Tensor.wrapBytes(scope, plan.device(), images, batch, shape.channels(), shape.height(), shape.width());
    }

    private Tensor moments(Scope scope, SampleShape latent, ByteBuffer images, int batch) throws OutOfDeviceMemory {
        HostTensor all = HostTensor.zeros(batch, 2 * latent.channels(), latent.height(), latent.width());
        int size = 2 * latent.size();
        long most = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / ((long) size * Float.BYTES);
        byte[] image = new byte[shape.size()];
        for (int i = 0; i < batch; i++) {
            images.get(i * image.length, image);
            Content content = content(image);
            float[] moments = known.get(content);
            if (moments == null) {
                moments = encode(image);
                if (known.size() < most) {
                    known.put(content, moments);
                }
            }
            System.arraycopy(moments, 0, all.values(), i * size, size);
        }
        return Tensor.of(scope, plan.device(), all);
    }

    private float[] encode(byte[] image) throws OutOfDeviceMemory {
        ByteBuffer one = ByteBuffer.allocateDirect(image.length).order(ByteOrder.nativeOrder());
        one.put(0, image);
        try (Scope inner = new Scope()) {
            return script.callList(inner, "moments", state.detached(), state.buffers(), bytes(inner, one, 1))
                    .getFirst()
                    .toHost()
                    .values();
        }
    }

    private static Content content(byte[] image) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(image));
            return new Content(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
