import type { Direction } from './records.js';

/**
 * Words of metric names, as they stand between underscores, and their directions. Whoever is matched first decides: a D² of a
 * loss is to maximise, the loss of an accuracy to minimise.
 */
const words: readonly (readonly [RegExp, Direction])[] = [
  [/negative_likelihood_ratio|nll/, 'min'],
  [/d2|likelihood|explained_variance/, 'max'],
  [/m?(log)?loss|m?error|err|mse|mae|s?mape|msle|rmse|rmsle/, 'min'],
  [/cross_?entropy|focal|hinge|huber|log_?cosh|poisson|deviance|brier|pinball/, 'min'],
  [/kld|(kl|kullback_leibler|js|jensen_shannon)_divergence|perplexity|cosine_proximity|davies_bouldin/, 'min'],
  [/(false|fn|fp)_(positives?|negatives?|rate)|fpr|fnr|regret|costs?|latency|flops|wer|cer|fid/, 'min'],
  [/true_(positives?|negatives?)|tpr|tnr|sensitivity|specificity|precision|recall|acc|accuracy/, 'max'],
  [/(pr_?|roc_?)?auc(pr|roc)?|auroc|auprc|n?dcg|map|mrr|kappa|mcc|matthews_corrcoef|r2|r_?squared/, 'max'],
  [/f[12]|f_?beta|f_score|m?io_?u|jaccard|dice_(score|coef|coefficient|similarity)/, 'max'],
  [/cosine_similarity|rand|mutual_info|homogeneity|completeness|v_measure|fowlkes_mallows/, 'max'],
  [/silhouette|calinski_harabasz|consensus|bleu|rouge|psnr|ssim|reward|throughput/, 'max'],
];
const whole = words.map(([word, direction]) => [new RegExp(`(^|_)(${word.source})(_|$)`), direction] as const);

/**
 * Whether a metric is to minimise or to maximise, by its name: those of Keras, TensorFlow.js, scikit-learn and their kin, in
 * snake or camel case. scikit-learn's `neg_…` turns a direction. (Keras Tuner minimises F1, R² and IoU: a known trap.)
 *
 * @returns undefined where the name doesn't tell, as `score`, or tells of two, as `dice`, a loss and a coefficient.
 */
export function directionByName(name: string): Direction | undefined {
  const plain = snakeCased(name).replace(/^(val|test|train|validation)_/, '');
  const positive = plain.replace(/^neg_/, '');
  const direction = whole.find(([word]) => word.test(positive))?.[1];
  if (positive === plain || direction === undefined) return direction;
  return direction === 'min' ? 'max' : 'min';
}

function snakeCased(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
