import * as tf from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { directionByName } from '../../../shared/study/direction.js';

const camelCased = (name: string) => name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase());
const classNamed = (name: string) => camelCased(`_${name}`);

/** Keras 3: metrics and losses by the names that they have in a history. */
const keras = {
  max: [
    'acc accuracy binary_accuracy categorical_accuracy sparse_categorical_accuracy top_k_categorical_accuracy',
    'sparse_top_k_categorical_accuracy auc precision recall precision_at_recall recall_at_precision',
    'sensitivity_at_specificity specificity_at_sensitivity true_positives true_negatives f1_score fbeta_score',
    'iou binary_io_u mean_io_u one_hot_io_u one_hot_mean_io_u r2_score cosine_similarity',
  ],
  min: [
    'loss mean_squared_error mean_absolute_error mean_absolute_percentage_error mean_squared_logarithmic_error',
    'root_mean_squared_error mse mae mape msle binary_crossentropy categorical_crossentropy',
    'sparse_categorical_crossentropy binary_focal_crossentropy categorical_focal_crossentropy kl_divergence',
    'kullback_leibler_divergence poisson hinge squared_hinge categorical_hinge huber log_cosh logcosh',
    'false_positives false_negatives',
  ],
};

/** scikit-learn 1.8: names of scorers, and functions of `sklearn.metrics`. */
const scikitLearn = {
  max: [
    'accuracy balanced_accuracy top_k_accuracy average_precision neg_brier_score f1 f1_micro f1_macro f1_weighted',
    'f1_samples neg_log_loss precision precision_macro recall recall_weighted jaccard jaccard_micro roc_auc roc_auc_ovr',
    'roc_auc_ovo_weighted d2_log_loss_score d2_brier_score matthews_corrcoef positive_likelihood_ratio',
    'neg_negative_likelihood_ratio explained_variance neg_max_error neg_mean_absolute_error neg_mean_squared_error',
    'neg_root_mean_squared_error neg_mean_squared_log_error neg_root_mean_squared_log_error neg_median_absolute_error',
    'r2 neg_mean_poisson_deviance neg_mean_gamma_deviance neg_mean_absolute_percentage_error d2_absolute_error_score',
    'd2_pinball_score d2_tweedie_score adjusted_mutual_info_score adjusted_rand_score completeness_score',
    'fowlkes_mallows_score homogeneity_score mutual_info_score normalized_mutual_info_score rand_score v_measure_score',
    'accuracy_score average_precision_score balanced_accuracy_score cohen_kappa_score dcg_score f1_score fbeta_score',
    'jaccard_score ndcg_score precision_score recall_score roc_auc_score top_k_accuracy_score r2_score',
    'explained_variance_score label_ranking_average_precision_score silhouette_score calinski_harabasz_score',
  ],
  min: [
    'brier_score_loss hamming_loss hinge_loss log_loss zero_one_loss max_error mean_absolute_error mean_squared_error',
    'mean_squared_log_error median_absolute_error mean_absolute_percentage_error root_mean_squared_error',
    'root_mean_squared_log_error mean_poisson_deviance mean_gamma_deviance mean_tweedie_deviance mean_pinball_loss',
    'coverage_error label_ranking_loss davies_bouldin_score negative_likelihood_ratio',
  ],
};

const elsewhere = {
  max: ['pr_auc auprc aucpr map mrr dice_coefficient bleu reward throughput specificity tpr log_likelihood r_squared'],
  min: [
    'rmse rmsle smape logloss mlogloss merror nll neg_log_likelihood perplexity error_rate regret cost latency fpr',
  ],
};

const namesOf = (lines: readonly string[]) => lines.flatMap((line) => line.split(' '));
const forms = (name: string) => [
  name,
  camelCased(name),
  classNamed(name),
  `val_${name}`,
  `${name}_1`,
  `val_${camelCased(name)}`,
];

describe('the direction of a metric by its name', () => {
  for (const [library, names] of Object.entries({ Keras: keras, 'scikit-learn': scikitLearn, elsewhere })) {
    for (const direction of ['min', 'max'] as const) {
      it(`is ${direction} for those of ${library}, in snake and camel case, of validation too`, () => {
        const wrong = namesOf(names[direction])
          .flatMap(forms)
          .filter((name) => directionByName(name) !== direction);
        expect(wrong).toEqual([]);
      });
    }
  }

  it('is right for each metric of TensorFlow.js, accuracies, precision, recall and R² to maximise', () => {
    const directions = Object.keys(tf.metrics).map((name) => [name, directionByName(name)] as const);
    const maximised = directions.flatMap(([name, direction]) => (direction === 'max' ? [name] : []));
    expect(maximised.sort()).toEqual([
      'binaryAccuracy',
      'categoricalAccuracy',
      'precision',
      'r2Score',
      'recall',
      'sparseCategoricalAccuracy',
    ]);
    expect(directions.filter(([, direction]) => direction === undefined)).toEqual([]);
  });

  it('is right for the acronyms and mixed cases that people write', () => {
    const max = ['AUC', 'ROCAUC', 'rocAUC', 'F1', 'F1Score', 'FBetaScore', 'IoU', 'MeanIoU', 'mIoU', 'R2', 'R2Score'];
    const min = ['MSE', 'valMSE', 'RMSE', 'MAE', 'KLDivergence', 'logLoss', 'negLogLikelihood', 'falsePositiveRate'];
    expect(max.filter((name) => directionByName(name) !== 'max')).toEqual([]);
    expect(min.filter((name) => directionByName(name) !== 'min')).toEqual([]);
  });

  it('is min for the loss of something to maximise', () => {
    for (const name of ['dice_loss', 'iou_loss', 'val_aucLoss']) expect(directionByName(name)).toBe('min');
  });

  it('is not told by names that mean nothing, or two things', () => {
    for (const name of [
      'score',
      'val_score',
      'dice',
      'cosine',
      'metric',
      'x',
      'accurate',
      'lossless',
      'neg_',
      'time',
    ]) {
      expect(directionByName(name)).toBeUndefined();
    }
  });
});
